// Initials on the person's own colour, in place of a picture.
import { initialsOf } from '../directory.ts';
import { element } from '../element.ts';
import type { Person } from '../protocol.ts';

export function drawAvatar(person: Person | undefined, name: string): HTMLElement {
  const drawn = element(
    'span',
    { class: person?.isBot === true ? 'avatar bot' : 'avatar', 'aria-hidden': 'true' },
    initialsOf(name),
  );
  if (person !== undefined) drawn.style.setProperty('--person', person.colour);
  return drawn;
}
