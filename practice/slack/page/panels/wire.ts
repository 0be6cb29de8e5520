// What went over the wire between the local Slack and the app, newest at the end; can be filtered, held still, and opened line by line.
import { element } from '../element.ts';
import type { WireEntry } from '../protocol.ts';
import { placeChildren } from './place-children.ts';

export interface Wire {
  readonly root: HTMLElement;
  show(entries: readonly WireEntry[]): void;
}

export function createWire(): Wire {
  const filter = element('input', {
    type: 'search',
    class: 'field',
    placeholder: 'Filter',
    'aria-label': 'Filter the wire',
    autocomplete: 'off',
  });
  const pause = element('button', { type: 'button', class: 'button', 'aria-pressed': 'false' }, 'Pause');
  const count = element('span', { class: 'quiet', role: 'status' });
  const lines = element('div', { class: 'lines', tabindex: 0, role: 'region', 'aria-label': 'Frames and calls' });
  const drawn = new Map<WireEntry, HTMLElement>();
  let latest: readonly WireEntry[] = [];
  let held: readonly WireEntry[] | undefined;

  const draw = (): void => {
    const wanted = held ?? latest;
    const words = filter.value.trim().toLowerCase();
    const shown = wanted.filter((entry) => words === '' || textOf(entry).includes(words));
    const isAtEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
    const keep = new Set(wanted);
    for (const entry of drawn.keys()) if (!keep.has(entry)) drawn.delete(entry);
    const nodes = shown.map((entry) => {
      const node = drawn.get(entry) ?? drawEntry(entry);
      drawn.set(entry, node);
      return node;
    });
    placeChildren(lines, nodes);
    const more = latest.length - wanted.length;
    count.textContent = `${String(shown.length)} of ${String(wanted.length)}${held !== undefined && more > 0 ? `, ${String(more)} more waiting` : ''}`;
    if (isAtEnd) lines.scrollTop = lines.scrollHeight;
  };
  filter.addEventListener('input', draw);
  pause.addEventListener('click', () => {
    held = held === undefined ? latest : undefined;
    pause.setAttribute('aria-pressed', String(held !== undefined));
    pause.textContent = held === undefined ? 'Pause' : 'Go on';
    draw();
  });
  return {
    root: element('section', { class: 'wire' }, element('div', { class: 'tools' }, filter, pause, count), lines),
    show(entries) {
      latest = entries;
      draw();
    },
  };
}

function drawEntry(entry: WireEntry): HTMLElement {
  const isIn = entry.direction === 'to app';
  const summary = element(
    'summary',
    {},
    element('time', { datetime: entry.at, title: entry.at }, timeOf(entry.at)),
    element(
      'span',
      { class: isIn ? 'arrow in' : 'arrow out', title: entry.direction, role: 'img', 'aria-label': entry.direction },
      isIn ? '→' : '←',
    ),
    element('code', {}, entry.what),
    element('span', { class: 'quiet' }, entry.transport),
    element(
      'span',
      { class: entry.ok ? 'verdict' : 'verdict refused' },
      entry.ok ? entry.note || 'ok' : `refused ${entry.note}`,
    ),
  );
  const details = element('details', { 'data-wire': entry.what }, summary);
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(element('pre', { tabindex: 0 }, entry.body));
  });
  return details;
}

function timeOf(at: string): string {
  const moment = new Date(at);
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return `${time}.${String(moment.getMilliseconds()).padStart(3, '0')}`;
}

function textOf(entry: WireEntry): string {
  return [entry.direction, entry.what, entry.transport, entry.ok ? 'ok' : 'refused', entry.note, entry.body]
    .join(' ')
    .toLowerCase();
}
