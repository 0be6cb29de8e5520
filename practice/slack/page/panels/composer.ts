// Where a person writes messages and commands: Enter sends, drafts stay with their conversation, arrow up brings back what was sent.
import { element } from '../element.ts';
import { drawIcon } from '../icon.ts';
import type { CommandHint, Person } from '../protocol.ts';
import { createHintList } from './hint-list.ts';

export interface Composer {
  readonly root: HTMLElement;
  /** Turns to a conversation: its draft comes back. */
  turnTo(key: string, placeholder: string): void;
  focus(): void;
  /** Puts a text there to be sent. */
  write(text: string): void;
}

export interface ComposerSource {
  readonly label: string;
  commands(): readonly CommandHint[];
  people(): readonly Person[];
  /** False keeps the text where it is. */
  send(text: string): boolean;
}

const tallestPx = 180;

export function createComposer(source: ComposerSource): Composer {
  const drafts = new Map<string, string>();
  const sent: string[] = [];
  let key = '';
  let back = 0;
  const field = element('textarea', { rows: 1, 'aria-label': source.label, autocomplete: 'off', spellcheck: 'false' });
  const button = element('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, drawIcon('send'));
  const hints = createHintList(field, source);
  const form = element('form', { class: 'composer' }, hints.root, element('div', { class: 'line' }, field, button));

  const set = (text: string): void => {
    field.value = text;
    field.setSelectionRange(text.length, text.length);
    fit(field);
    hints.refresh();
  };
  const recall = (step: number): boolean => {
    const next = back + step;
    if (next < 0 || next > sent.length) return false;
    back = next;
    set(back === 0 ? '' : (sent.at(-back) ?? ''));
    hints.close();
    return true;
  };
  const submit = (): void => {
    const text = field.value.trim();
    if (text === '' || !source.send(text)) return;
    if (sent.at(-1) !== text) sent.push(text);
    back = 0;
    drafts.delete(key);
    set('');
  };

  field.addEventListener('input', () => {
    back = 0;
    drafts.set(key, field.value);
    fit(field);
    hints.refresh();
  });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || hints.takesKey(event)) return;
    const isSending = event.key === 'Enter' && !event.shiftKey;
    if (isSending) submit();
    const isRecalling = (back > 0 || field.value === '') && !field.value.includes('\n');
    const step = new Map([
      ['ArrowUp', 1],
      ['ArrowDown', -1],
    ]).get(event.key);
    const isRecalled = step !== undefined && isRecalling && recall(step);
    if (isSending || isRecalled) event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    field.focus();
  });
  return {
    root: form,
    turnTo(next, placeholder) {
      field.placeholder = placeholder;
      if (next === key) return;
      key = next;
      back = 0;
      set(drafts.get(key) ?? '');
    },
    focus: () => field.focus(),
    write: (text) => {
      set(text);
      drafts.set(key, text);
      hints.close();
      field.focus();
    },
  };
}

function fit(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${String(Math.min(field.scrollHeight, tallestPx))}px`;
}
