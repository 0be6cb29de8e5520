// The head of the control panel: the clock that can be moved forward, and the bot that can be killed. Built once; only its words change.
import type { Desk } from '../desk.ts';
import { element } from '../element.ts';
import type { ControlsState, FromPage } from '../protocol.ts';

export interface Controls {
  readonly root: HTMLElement;
  show(state: ControlsState | undefined): void;
}

const jumps = [
  { minutes: 5, label: '5 minutes' },
  { minutes: 15, label: '15 minutes' },
  { minutes: 60, label: '1 hour' },
] as const;

const botWords: Readonly<Record<ControlsState['app'], { readonly tone: string; readonly words: string }>> = {
  starting: { tone: 'changed', words: 'starting…' },
  ready: { tone: 'well', words: 'there' },
  armed: { tone: 'changed', words: 'will be killed in the next step that changes something' },
  away: { tone: 'ill', words: 'killed; it is being started again…' },
};

export function createControls(desk: Desk): Controls {
  const buttons: HTMLElement[] = [];
  const makeButton = (text: string, label: string, frame: FromPage): HTMLElement => {
    const button = element('button', { type: 'button', class: 'button', 'aria-label': label }, text);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') !== 'true') desk.send(frame);
    });
    buttons.push(button);
    return button;
  };
  const ahead = element('span', { class: 'words', role: 'status' });
  const dot = element('span', { class: 'dot', 'aria-hidden': 'true' });
  const life = element('span', { class: 'words', role: 'status' });
  const said = element('p', { class: 'said problem', role: 'alert' });
  const clock = drawCard(
    'Clock',
    element('p', { class: 'state' }, ahead),
    'Let time pass: updates fall due, checks come round, approvals expire. What takes real time still does.',
    jumps.map(({ minutes, label }) =>
      makeButton(`+ ${label}`, `Move the clock ${label} forward`, { kind: 'clock-move', minutes }),
    ),
  );
  const inStep = makeButton('Kill it in the next step', 'Kill the bot in the next step', {
    kind: 'app-kill',
    when: 'in-step',
  });
  const spare = makeButton('Let it live', 'Do not kill the bot', { kind: 'app-kill', when: 'never' });
  const bot = drawCard(
    'Bot',
    element('p', { class: 'state' }, dot, life),
    'SIGKILL, as when a machine dies. It is started again at once; what may or may not have happened, it asks you.',
    [inStep, spare, makeButton('Kill it now', 'Kill the bot now', { kind: 'app-kill', when: 'now' })],
  );
  const root = element('div', { class: 'controls' }, clock, bot, said);
  return {
    root,
    show(state) {
      root.hidden = state === undefined;
      if (state === undefined) return;
      for (const button of buttons)
        button.setAttribute('aria-disabled', String(state.isBusy || state.app === 'away' || state.app === 'starting'));
      const hadFocus = [inStep, spare].some((button) => button === document.activeElement);
      inStep.hidden = state.app === 'armed';
      spare.hidden = !inStep.hidden;
      if (hadFocus) (inStep.hidden ? spare : inStep).focus();
      ahead.textContent = inWords(state.aheadMs);
      const { tone, words } = botWords[state.app];
      dot.className = `dot ${tone}`;
      life.textContent = words;
      said.textContent = state.trouble;
    },
  };
}

function drawCard(title: string, state: HTMLElement, about: string, buttons: readonly HTMLElement[]): HTMLElement {
  return element(
    'article',
    { class: 'bench-card', 'aria-label': title },
    element('header', {}, element('h3', {}, title), state),
    element('p', { class: 'quiet' }, about),
    element('div', { class: 'buttons' }, ...buttons),
  );
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes === 0) return 'as on this machine';
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [...(hours > 0 ? [`${String(hours)} h`] : []), ...(rest > 0 ? [`${String(rest)} min`] : [])];
  return `${parts.join(' ')} ahead of this machine`;
}
