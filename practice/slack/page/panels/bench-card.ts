// One system of the bench. It is built once, and only its words change, so that the focus and what is unfolded stay.
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import type { BenchState, BenchSystem, FromPage } from '../protocol.ts';

export interface BenchCard {
  readonly root: HTMLElement;
  show(state: BenchState): void;
}

/** More differences than these are a matter for the whole state. */
const differencesShown = 4;

export function createBenchCard(desk: Desk, system: BenchSystem): BenchCard {
  const { name } = system;
  const dot = element('span', { class: 'dot', 'aria-hidden': 'true' });
  const words = element('span', { class: 'words' }, 'looking…');
  const differences = element('ul', { class: 'differences quiet' });
  const whole = element('pre', { tabindex: 0, 'aria-label': `The whole state of ${name}` });
  const said = element('p', { class: 'said', role: 'status' });
  const buttons: HTMLElement[] = [];
  const makeButton = (text: string, label: string, frame: FromPage): HTMLElement => {
    const button = element('button', { type: 'button', class: 'button', 'aria-label': label }, text);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-busy') !== 'true') desk.send(frame);
    });
    buttons.push(button);
    return button;
  };
  const reset = makeButton('Reset', `Reset ${name}`, { kind: 'bench-reset', system: name });
  const faults = system.faults.map((fault) =>
    element(
      'li',
      {},
      element('div', {}, element('code', {}, fault.name), element('p', { class: 'quiet' }, fault.describe)),
      makeButton('Cause', `Cause ${fault.name}`, { kind: 'bench-cause', system: name, fault: fault.name }),
    ),
  );
  const head = element(
    'header',
    {},
    element('h3', {}, name),
    element('p', { class: 'state' }, dot, words),
    reset,
    said,
  );
  return {
    root: element(
      'article',
      { class: 'bench-card', 'data-system': name, 'aria-label': name },
      head,
      differences,
      fold(`Faults (${String(faults.length)})`, element('ul', { class: 'bench-faults' }, ...faults)),
      fold('Whole state', whole),
    ),
    show({ doing, trouble, reading }) {
      for (const button of buttons) button.setAttribute('aria-busy', String(doing !== ''));
      const isTrouble = said.classList.contains('problem');
      // What went wrong stays to be read until something else is tried.
      if (trouble !== '' || doing !== '' || !isTrouble) {
        setText(said, trouble === '' ? capital(doing) : trouble);
        said.classList.toggle('problem', trouble !== '');
      }
      if (reading === undefined) return;
      dot.className = `dot ${reading.tone}`;
      setText(words, reading.words);
      setText(whole, reading.whole);
      const more = reading.differences.length - differencesShown;
      const lines = [
        ...reading.differences.slice(0, differencesShown),
        ...(more > 0 ? [`and ${String(more)} more, in the whole state`] : []),
      ];
      if (differences.textContent !== lines.join(''))
        differences.replaceChildren(...lines.map((line) => element('li', {}, line)));
    },
  };
}

function fold(title: string, content: HTMLElement): HTMLElement {
  return element('details', {}, element('summary', {}, title), content);
}

/** An unchanged text stays selected. */
function setText(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

function capital(words: string): string {
  return words === '' ? '' : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}…`;
}
