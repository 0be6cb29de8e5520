// Pages without Opsbook settings, as people see and walk them: found, shown page by page, ticked off as a checklist.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReadableMessage } from '../../practice/slack/people/readable.ts';
import { startOpsbook, type Opsbook } from '../support/opsbook.ts';

const kiosk = `# Kiosk

## Reopen the kiosk

When the shutters stay down.

Look first:

\`\`\`console
$ kioskctl status --lane <lane>
lane 4: closed
\`\`\`

- [ ] Call the porter
- [ ] Check the cash box
- [ ] Look at the screen of every lane
- [ ] Write the shift book
- [ ] Send a photo to the day shift

### Option A: one lane

\`\`\`sh
kioskctl open --lane 4
\`\`\`

### Option B: all lanes

\`\`\`sh
kioskctl open --all
\`\`\`

## Torn

Do this:

\`\`\`sh
kioskctl drain

1. Then that
\`\`\`sh
kioskctl reset
`;

const lanes = Array.from({ length: 212 }, (_, index) =>
  index % 4 === 3
    ? `Lane ${index + 1} by command:\n\n\`\`\`sh\nlanectl probe --lane ${index + 1}\n\`\`\`\n`
    : `- [ ] Check lane ${index + 1}\n`,
);
const depot = `# Depot\n\n## Walk the lanes\n\n${lanes.join('\n')}`;

const doors = Array.from({ length: 60 }, (_, index) => `- [ ] Try door ${index + 1} with {{key}}\n`).join('');
const locks = `---
system: locks
---
# Locks

## Try all doors
\`\`\`yaml procedure
id: try
params:
  key: { type: string }
\`\`\`

${doors}`;

let opsbook: Opsbook;

beforeEach(async () => {
  opsbook = await startOpsbook({ runbooks: { 'kiosk.md': kiosk, 'depot.md': depot, 'locks.md': locks } });
});
afterEach(() => opsbook.stop());

const answers = (): ReadableMessage[] =>
  opsbook.slack
    .as('maria')
    .sees('ops')
    .filter((message) => message.isEphemeral);

/** Presses a button of the newest private message, and waits until that message says `words`. */
async function turn(button: string, words: string): Promise<ReadableMessage> {
  const before = answers();
  const last = before.at(-1);
  if (last === undefined) throw new Error('nothing was said');
  await opsbook.slack.as('maria').click(last, button);
  const turned = await opsbook.slack.until(
    () => answers().find((message) => message.ts === last.ts && message.text.includes(words)),
    { what: `"${words}" in place after ${button}` },
  );
  expect(answers()).toHaveLength(before.length);
  return turned;
}

test('a guide of 212 steps is shown page by page, in one message that stays in its place', async () => {
  await opsbook.slack.as('maria').type('ops', '/ops show depot.walk-the-lanes');
  const first = await opsbook.slack.until(() => answers().at(-1), { what: 'the first page' });
  expect(first.text).toContain('People do these steps by hand; Opsbook runs nothing of it.');
  expect(first.text).toMatch(/Steps 1–\d+ of 212/);
  expect(first.buttons.map(({ text }) => text)).toContain('More steps ›');
  expect(first.buttons.map(({ text }) => text)).not.toContain('‹ Earlier steps');
  const seen = [first.text];
  for (let last = first; last.buttons.some(({ text }) => text === 'More steps ›');) {
    const next = Number(/Steps \d+–(\d+) of 212/.exec(last.text)?.[1]) + 1;
    last = await turn('More steps ›', `Steps ${next}–`);
    seen.push(last.text);
  }
  const all = seen.join('\n');
  for (let lane = 1; lane <= 212; lane += 1)
    expect(all.split(lane % 4 === 0 ? `--lane ${lane}\`` : `Check lane ${lane}\n`)).toHaveLength(2);
  await turn('‹ Earlier steps', `Steps ${/Steps (\d+)–/.exec(seen.at(-2) ?? '')?.[1]}–`);
  expect(await opsbook.answer('/ops show depot.walk-the-lanes 100')).toMatch(/Check lane 99/);
  expect(await opsbook.answer('/ops run depot.walk-the-lanes')).toMatch(/needs repair: .*212 steps.*Split it/s);
});

test('a page that needs repair says where, and nothing of it from there on can be run', async () => {
  const shown = await opsbook.answer('/ops show kiosk.torn');
  expect(shown).toContain('*Needs repair.* It cannot be run before.');
  expect(shown).toMatch(/kiosk\.md:\d+/);
  expect(answers().at(-1)?.buttons).toEqual([]);
  expect(await opsbook.answer('/ops run kiosk.torn')).toContain('cannot be run, because its page needs repair');
});

test('a long plan is read page by page, as long as it is the same', async () => {
  await opsbook.slack.as('maria').type('ops', '/ops plan locks.try key="the red one"');
  const first = await opsbook.slack.until(() => answers().at(-1), { what: 'the plan' });
  expect(first.text).toMatch(/Steps 1–\d+ of 60/);
  let last = first;
  while (last.buttons.some(({ text }) => text === 'More steps ›')) {
    const next = Number(/Steps \d+–(\d+) of 60/.exec(last.text)?.[1]) + 1;
    last = await turn('More steps ›', `Steps ${next}–`);
  }
  expect(last.text).toContain('Try door 60 with the red one');
  await opsbook.write('locks.md', locks.replace('Try door 60', 'Break door 60'));
  await opsbook.slack.as('maria').click(last, '‹ Earlier steps');
  const told = await opsbook.slack.until(() => answers()[1], { what: 'a sentence beside the page' });
  expect(told.text).toContain('The plan of locks.try is another one now.');
  expect(answers()[0]?.text).toContain('Try door 60');
});

test('what is found says what it is and why, and goes on for pages', async () => {
  const found = await opsbook.answer('/ops find kioskctl');
  expect(found).toContain('kiosk.reopen-the-kiosk');
  expect(found).toContain('guide');
  expect(found).toMatch(/step 1: .*kioskctl status/);
  for (let number = 0; number < 12; number += 1)
    await opsbook.write(`shop-${number}.md`, `# Shop ${number}\n\n## Count the tills\n\n- [ ] Count till ${number}\n`);
  const tills = await opsbook.answer('/ops find tills');
  expect(tills).toContain('1–10 of 12');
  await turn('More ›', '11–12 of 12');
  await turn('‹ Better matches', '1–10 of 12');
  expect(await opsbook.answer('/ops find tills page=2')).toContain('11–12 of 12');
});

test('a guide is walked as a checklist: what to copy, a choice, and items that are ticked together', async () => {
  const maria = opsbook.slack.as('maria');
  const jonas = opsbook.slack.as('jonas');
  await maria.type('ops', '/ops run kiosk.reopen-the-kiosk');
  const planned = await opsbook.card('maria', 'can start it');
  expect(planned.text).toContain('all by hand');
  await maria.click(planned, 'Start');
  const first = await opsbook.card('maria', 'step 1 of 9: *Look first*');
  expect(first.text).toContain('Copy this:');
  expect(first.text).toContain('lane 4: closed');
  expect(first.text).toMatch(/fill in `<lane>` before you use it/);
  await maria.click(first, 'Done');
  const list = await opsbook.card('maria', 'steps 2–6 of 9: tick what is done');
  const told = (words: string): Promise<ReadableMessage> =>
    opsbook.slack.until(() => answers().find((message) => message.text.includes(words)), { what: words });
  await maria.click(list, 'Done with the ticked ones');
  await told('Nothing is ticked');
  await maria.click(list, 'Done with the ticked ones', { 'Done so far': ['2. Call the porter', '4. Look at the screen of every lane'] }); // prettier-ignore
  await told('Step 4 is ticked, but step 3 above it is not.');
  await jonas.click(list, 'Done with the ticked ones', { 'Done so far': ['2. Call the porter'] });
  await opsbook.card('maria', 'steps 3–6 of 9');
  await maria.click(list, 'Done with the ticked ones', { 'Done so far': ['2. Call the porter'] });
  await told('does not wait for step 2 any more');
  const rest = ['3. Check the cash box', '4. Look at the screen of every lane', '5. Write the shift book'];
  await maria.click(await opsbook.card('maria', 'steps 3–6 of 9'), 'Done with the ticked ones', { 'Done so far': rest }); // prettier-ignore
  await maria.click(await opsbook.card('maria', 'step 6 of 9: Send a photo'), 'Done');
  await maria.click(await opsbook.card('maria', 'step 7 of 9'), 'Option A: one lane');
  await jonas.click(await opsbook.card('jonas', 'step 8 of 9: *Option A: one lane*'), 'Done');
  await opsbook.card('maria', 'Done.');

  const rows = await opsbook.db.database.rows(
    z.object({ step: z.number(), decidedBy: z.string().nullable(), outcome: z.string() }),
    'select step, decided_by, outcome from step_attempt order by step, attempt',
  );
  const who = { [maria.id]: 'maria', [jonas.id]: 'jonas' };
  expect(rows.map(({ step, decidedBy, outcome }) => `${step + 1} ${outcome} ${who[decidedBy ?? ''] ?? ''}`)).toEqual([
    '1 done maria',
    '2 done jonas',
    '3 done maria',
    '4 done maria',
    '5 done maria',
    '6 done maria',
    '7 done maria',
    '8 done jonas',
    '9 skipped ',
  ]);
  const ticked = await opsbook.db.database.rows(
    z.object({ actor: z.string(), step: z.string() }),
    `select actor, detail::jsonb->>'step' as step from audit where action = 'step.ticked' order by seq`,
  );
  expect(ticked.map(({ step }) => step)).toEqual(['1', '2', '3', '4', '5', '6', '8']);
});
