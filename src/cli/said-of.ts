// The sentence of a reply, for a terminal: mentions of Slack become plain names, and verbs that are here too are said as here.

import type { Reply } from '../verbs/verb.ts';

const alsoHere = /\/ops (?=(?:run|runs|run-status|retry|undo|cancel|find|show|plan|locks|incidents)(?![\w-]))/g;

export function saidOf(reply: Reply): string {
  if (reply.kind === 'done-before') return 'It was done before.';
  if (reply.kind !== 'said') throw new Error(`a terminal has no words for a reply of the kind ${reply.kind}`);
  return asHere(reply.say);
}

/** A person in a line of a terminal: whoever is at one goes by their bare name. */
export function personHere(person: string): string {
  return person.replace(/^cli:/, '');
}

export function asHere(say: string): string {
  return say.replaceAll(/<@(?:cli:)?([^>]+)>/g, '$1').replaceAll(alsoHere, 'opsbook ');
}
