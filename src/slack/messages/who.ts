// A person of an incident as Slack shows them: a mention, or the name of somebody at the terminal.

import { plain } from '../fit.ts';

export function who(person: string): string {
  if (person === 'opsbook') return 'Opsbook';
  if (person === 'hook') return 'a webhook';
  return /^[UW][A-Z0-9]{2,}$/.test(person) ? `<@${person}>` : plain(person.replace(/^cli:/, ''), 80);
}

/** Text in which people may be mentioned: their mentions live, nothing else does. */
export function withPeople(text: string, max: number): string {
  return plain(text, max).replaceAll(/&lt;@([UW][A-Z0-9]{2,})(?:\|[^&]*)?&gt;/g, '<@$1>');
}
