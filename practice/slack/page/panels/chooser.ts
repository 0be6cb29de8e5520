// The first thing a new reader sees: who do you want to be?
import { element } from '../element.ts';
import type { Person } from '../protocol.ts';
import { drawAvatar } from './avatar.ts';

export function drawChooser(team: string, people: readonly Person[]): HTMLElement {
  const cards = people
    .filter(({ isBot }) => !isBot)
    .map((person) =>
      element(
        'li',
        {},
        element(
          'a',
          {
            class: 'person',
            href: `?person=${encodeURIComponent(person.id)}${location.hash}`,
            'data-person': person.id,
          },
          drawAvatar(person, person.realName),
          element('span', {}, element('strong', {}, person.realName), element('span', { class: 'quiet' }, person.role)),
        ),
      ),
    );
  return element(
    'main',
    { class: 'chooser' },
    element('span', { class: 'team-mark', 'aria-hidden': 'true' }, '#'),
    element('h1', {}, 'Who are you today?'),
    element(
      'p',
      {},
      `This is ${team}, a Slack that runs on this machine only. Pick a person; open a second window to be somebody else at the same time.`,
    ),
    element('ul', {}, ...cards),
  );
}
