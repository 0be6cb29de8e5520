// The list above the composer: commands after `/`, people after `@`, and the usage of the command being written.
import { element } from '../element.ts';
import type { CommandHint, Person } from '../protocol.ts';
import type { Suggestion } from './suggest.ts';
import { commandIn, suggest } from './suggest.ts';

export interface HintList {
  readonly root: HTMLElement;
  /** Looks again at what is written. */
  refresh(): void;
  close(): void;
  /** Arrow keys, Tab, Enter and Esc while the list is open; true when the key was for the list. */
  takesKey(event: KeyboardEvent): boolean;
}

let lists = 0;

export function createHintList(
  field: HTMLTextAreaElement,
  source: { commands(): readonly CommandHint[]; people(): readonly Person[] },
): HintList {
  lists += 1;
  const id = `hints-${String(lists)}`;
  const list = element('div', { class: 'hints', role: 'listbox', id, 'aria-label': 'Suggestions', hidden: true });
  const usage = element('div', { class: 'usage', hidden: true });
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-controls', id);
  field.setAttribute('aria-autocomplete', 'list');
  let suggestions: readonly Suggestion[] = [];
  let chosen = 0;

  const complete = (): void => {
    const suggestion = suggestions[chosen];
    if (suggestion === undefined) return;
    const end = field.selectionStart;
    field.setRangeText(`${suggestion.insert} `, end - suggestion.replaces, end, 'end');
    field.dispatchEvent(new Event('input'));
    field.focus();
  };
  const draw = (): void => {
    list.hidden = suggestions.length === 0;
    list.replaceChildren(
      ...suggestions.map((one, index) => drawSuggestion(one, `${id}-${String(index)}`, index === chosen)),
    );
    [...list.children].forEach((option, index) => {
      option.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        chosen = index;
        complete();
      });
    });
    field.setAttribute('aria-expanded', String(!list.hidden));
    if (list.hidden) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `${id}-${String(chosen)}`);
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  };
  const show = (next: readonly Suggestion[]): void => {
    suggestions = next;
    chosen = 0;
    draw();
  };
  field.addEventListener('blur', () => show([]));
  draw();

  return {
    root: element('div', { class: 'hint-place' }, list, usage),
    refresh() {
      show(suggest(field.value.slice(0, field.selectionStart), source.commands(), source.people()));
      const command = commandIn(field.value, source.commands());
      usage.hidden = command === undefined || command.usage === '';
      usage.replaceChildren(element('strong', {}, command?.command ?? ''), ` ${command?.usage ?? ''}`);
    },
    close: () => show([]),
    takesKey(event) {
      if (list.hidden) return false;
      const step = new Map([
        ['ArrowDown', 1],
        ['ArrowUp', -1],
      ]).get(event.key);
      const isWhole = suggestions[chosen]?.insert === field.value.trim();
      if (step !== undefined) {
        chosen = (chosen + step + suggestions.length) % suggestions.length;
        draw();
      } else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !isWhole)) complete();
      else if (event.key === 'Escape') show([]);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}

function drawSuggestion(suggestion: Suggestion, id: string, isChosen: boolean): HTMLElement {
  return element(
    'div',
    { role: 'option', id, 'aria-selected': String(isChosen), class: 'hint' },
    element('strong', {}, suggestion.insert),
    element('span', { class: 'description' }, suggestion.description),
    suggestion.usage === '' ? undefined : element('span', { class: 'quiet' }, suggestion.usage),
  );
}
