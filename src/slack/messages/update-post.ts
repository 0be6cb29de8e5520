// A status post: a person's words, or the facts where nobody wrote in time. In the incident's channel, and mirrored where it was announced.

import type { KnownBlock } from '@slack/types';
import { nameOf, type Incident, type UpdateSlot } from '../../incidents/incident.ts';
import { updateFacts, type UpdateFacts } from '../../incidents/update.ts';
import { describeState } from '../../runs/decide.ts';
import { context, section } from '../blocks.ts';
import { code, escape, plain, time, type SlackMessage } from '../fit.ts';
import { inMinutes } from './time-in-words.ts';
import { who, withPeople } from './who.ts';

export function updatePost(incident: Incident, slot: UpdateSlot): SlackMessage {
  const facts = updateFacts.parse(slot.facts);
  const head = `*Update ${slot.seq}* · SEV${facts.severity} · ${plain(incident.title, 200)}`;
  const words = slot.state === 'human' ? plain(slot.text, 2_500) : nobodyWrote(facts);
  const blocks: KnownBlock[] = [
    section(`${head}\n${words}`),
    ...(slot.state === 'human' ? [] : happened(facts)),
    context(foot(incident, slot, facts)),
  ];
  const said = slot.state === 'human' ? slot.text : `no human update for ${inMinutes(facts.silentForMs)}`;
  return { text: `${nameOf(incident)}: ${escape(said)}`, blocks };
}

function nobodyWrote(facts: UpdateFacts): string {
  const away =
    facts.missed > 0
      ? ` Opsbook was away: ${facts.missed} ${facts.missed === 1 ? 'update was' : 'updates were'} missed.`
      : '';
  const late = facts.lateMs > 0 ? ` This one comes ${inMinutes(facts.lateMs)} late.` : '';
  return `:grey_exclamation: No human update for ${inMinutes(facts.silentForMs)}. These are the facts.${away}${late}`;
}

function happened({ happened: lines, more, openRuns }: UpdateFacts): KnownBlock[] {
  const told = lines.map(({ at, actor, text }) => `• ${time(new Date(at))} ${withPeople(text, 200)} · ${who(actor)}`);
  const first = more === 0 ? [] : [`… ${more} earlier`];
  const runs = openRuns.map(
    (run) => `:arrow_forward: run ${run.id} ${code(run.procedure, 80)} is ${describeState(run.state)}`,
  );
  const all = [...first, ...told, ...runs];
  return [section(all.length === 0 ? 'Nothing was recorded since the last one.' : all.join('\n'))];
}

function foot(incident: Incident, slot: UpdateSlot, facts: UpdateFacts): string {
  return [
    slot.byPerson === null ? 'Opsbook' : `by ${who(slot.byPerson)}`,
    facts.commander === null ? 'nobody leads it' : `led by ${who(facts.commander)}`,
    `open for ${inMinutes(facts.openForMs)}`,
    facts.nextAt === null ? 'no further update is promised' : `next update by *${time(new Date(facts.nextAt))}*`,
    code(nameOf(incident)),
  ].join(' · ');
}
