import { expect, test } from 'vitest';
import { mentionsIn, refusals } from '../../../test/support/block-kit.ts';
import { sampleIncident, sampleSlot } from '../../../test/support/sample-incident.ts';
import { later, maria, noon } from '../../../test/support/sample-run.ts';
import { factsOf } from '../../incidents/update.ts';
import { fit } from '../fit.ts';
import { mirroredUpdates, type MirroredUpdate } from './mirrored-updates.ts';

function update(title: string, text: string): MirroredUpdate {
  const incident = sampleIncident({ title });
  const known = { incident, roles: [], slots: [], lines: [], more: 0, runs: [] };
  const facts = factsOf(known, { seq: 2, dueAt: noon }, later(900_000), later(1_860_000));
  const words = text === '' ? ({ state: 'facts' } as const) : ({ state: 'human', text, byPerson: maria } as const);
  return { incident, slot: sampleSlot({ seq: 2, settledAt: noon, facts, ...words }) };
}

test('a line each, with its channel, what was said, and when the next one comes', () => {
  const message = mirroredUpdates([update('Checkout fails', ''), update('Disk full', 'we add a disk')]);
  const text = JSON.stringify(message.blocks);
  expect(text).toContain('2 updates');
  expect(text).toMatch(/<#C0INCIDENT>.*Update 2.*SEV1 · Checkout fails: .*No human update for 31 min · next by/);
  expect(text).toMatch(/Disk full: we add a disk · by <@\w+> · next by/);
});

test('twenty-five of the longest fit whole, and ping nobody', () => {
  const hostile = `<!channel> &&& ${'<'.repeat(3_000)}`;
  const message = mirroredUpdates(Array.from({ length: 25 }, () => update(hostile, hostile)));
  expect(refusals(message)).toEqual([]);
  expect(fit(message)).toEqual(message);
  expect(mentionsIn(message).filter((mention) => mention.startsWith('<!ch'))).toEqual([]);
});
