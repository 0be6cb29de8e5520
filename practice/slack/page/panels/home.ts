// The app's home page, as it published it for this person.
import { drawBlocks } from '../blocks/draw-blocks.ts';
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import { keepFocus } from './keep-focus.ts';
import { surroundingsOf } from './view.ts';

export interface Home {
  readonly root: HTMLElement;
  show(): void;
}

export function createHome(desk: Desk): Home {
  const root = element('section', { class: 'home', 'aria-label': 'App home', tabindex: 0 });
  return {
    root,
    show() {
      const view = desk.state.home;
      const content =
        view === undefined
          ? element('div', { class: 'empty' }, 'The app has not published a home page for you yet.')
          : element('div', { class: 'sheet' }, drawBlocks(view.blocks, surroundingsOf(view, desk)));
      keepFocus(root, () => root.replaceChildren(content));
    },
  };
}
