// Updates of many incidents that came together, where incidents are announced: a line each, its channel to go on reading in.

import { nameOf, type Incident, type UpdateSlot } from '../../incidents/incident.ts';
import { updateFacts } from '../../incidents/update.ts';
import { section } from '../blocks.ts';
import { code, plain, time, type SlackMessage } from '../fit.ts';
import { gathered } from './step-texts.ts';
import { inMinutes } from './time-in-words.ts';
import { who } from './who.ts';

export interface MirroredUpdate {
  readonly incident: Incident;
  readonly slot: UpdateSlot;
}

export function mirroredUpdates(updates: readonly MirroredUpdate[]): SlackMessage {
  const lines = [`*${updates.length} updates*`, ...updates.map(line)];
  return {
    text: `${updates.length} updates`,
    blocks: gathered(lines, '\n', 2_800).map((text) => section(text)),
  };
}

function line({ incident, slot }: MirroredUpdate): string {
  const facts = updateFacts.parse(slot.facts);
  const { channel, thread } = incident;
  const where = channel === null || thread !== null ? code(nameOf(incident)) : `<#${channel}>`;
  const words =
    slot.state === 'human'
      ? `${plain(slot.text, 160)} · by ${slot.byPerson === null ? 'Opsbook' : who(slot.byPerson)}`
      : `:grey_exclamation: No human update for ${inMinutes(facts.silentForMs)}`;
  const next = facts.nextAt === null ? '' : ` · next by ${time(new Date(facts.nextAt))}`;
  return `• ${where} *Update ${slot.seq}* · SEV${facts.severity} · ${plain(incident.title, 80)}: ${words}${next}`;
}
