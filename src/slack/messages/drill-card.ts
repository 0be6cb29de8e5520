// What stands on the card of a drill and on no other incident's: the fault, the procedure, and how it ends.

import type { KnownBlock } from '@slack/types';
import type { Drill } from '../../drills/drill.ts';
import type { Incident } from '../../incidents/incident.ts';
import { actions, section, sectionWith } from '../blocks.ts';
import { code, plain } from '../fit.ts';

/** `isPlanned`: a run of it stands in the channel already. */
export function drillBlocks({ state }: Pick<Incident, 'state'>, drill: Drill, isPlanned: boolean): KnownBlock[] {
  const { procedure, system, fault, faultDescribe, startedAt } = drill;
  const given = Object.entries(drill.parameters).map(([name, value]) => `${name}=${value}`);
  const what = `*Rehearse* ${code([procedure, ...given].join(' '))}`;
  if (startedAt === null) return [section(`${what}\nThe practice ${plain(system, 60)} is being started.`)];
  const words = `${what}\n*Fault* ${code(fault ?? '')}: ${plain(faultDescribe, 500)}`;
  return state === 'open' && !isPlanned
    ? [sectionWith(words, { action: 'procedure.run', text: 'Plan it', value: procedure })]
    : [section(words)];
}

export function drillButtons({ id, state }: Pick<Incident, 'id' | 'state'>): KnownBlock[] {
  const value = String(id);
  if (state !== 'open') return [actions({ action: 'incident.timeline', text: 'Timeline', value })];
  return [
    actions(
      { action: 'incident.update', text: 'Write update', value, style: 'primary' },
      { action: 'incident.role', text: 'Roles', value },
      { action: 'incident.note', text: 'Note', value },
      { action: 'incident.timeline', text: 'Timeline', value },
      { action: 'incident.resolve', text: 'End drill', value, style: 'danger' },
    ),
  ];
}
