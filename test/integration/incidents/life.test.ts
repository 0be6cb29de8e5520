// The life of an incident through Slack: declared, set up, led, told, resolved, opened again, merged.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { incidentScene, type Scene } from '../../support/incident.ts';
import { startOpsbook, type Opsbook } from '../../support/opsbook.ts';

let opsbook: Opsbook;
let scene: Scene;

beforeEach(async () => {
  opsbook = await startOpsbook({
    channels: ['incidents'],
    hasCanvases: true,
    environment: { OPSBOOK_ANNOUNCE_CHANNEL: '#incidents' },
  });
  scene = incidentScene(opsbook);
});
afterEach(() => opsbook.stop());

test('is declared with its channel, people, card and announcement, and everything is set up', async () => {
  const { slack } = opsbook;
  const name = await scene.declare('"Checkout fails" sev=1');
  const channel = slack.channel(name);
  await slack.until(() => channel?.topic === 'SEV1 · Checkout fails', { what: 'the topic' });
  await slack.until(
    () =>
      slack
        .as('maria')
        .sees(name)
        .some(({ isPinned }) => isPinned),
    { what: 'the pin' },
  );
  expect(channel?.bookmarks.map(({ title }) => title)).toEqual(['Where it was declared']);
  expect((await scene.see('incidents', 'Checkout fails', 'tom')).text).toContain(`#${name}`);
  const card = await scene.card(name, 'Next update by');
  expect(card.text).toContain('*commander* @maria');
  await slack.until(
    () =>
      !slack
        .as('maria')
        .sees(name)
        .some(({ text }) => text.includes('Setting up')),
    {
      what: 'the list of tasks to be done with',
      timeoutMs: 10_000,
    },
  );
});

test('words that are missing open a form; what is wrong gets a sentence', async () => {
  const { slack } = opsbook;
  expect(await opsbook.answer('/ops incident "x" sev=9')).toContain(
    'There is no severity 9. Say sev=1 (worst) to sev=4',
  );
  await slack.as('maria').type('ops', '/ops incident   ');
  await opsbook.submit('maria', {
    title: '<!channel> it burns :fire: 🔥',
    severity: 'SEV2: a main function is impaired',
  });
  const announced = await scene.see('incidents', 'it burns', 'tom');
  expect(announced.text).toContain('<!channel> it burns');
  expect(await opsbook.answer(`/ops incident ${'ä'.repeat(301)} sev=2`)).toContain('301 characters long');
  expect(await opsbook.answer('/ops update hello')).toContain('There is no incident in this channel.');
});

test('two who declare at once get two numbers and two channels', async () => {
  const { slack } = opsbook;
  await Promise.all([
    slack.as('maria').type('ops', '/ops incident "Checkout fails" sev=1'),
    slack.as('jonas').type('ops', '/ops incident "Checkout fails" sev=1'),
  ]);
  const names = await slack.until(
    () => {
      const made = ['001', '002'].flatMap((number) => {
        const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
        return slack.channel(`incident-${day}-${number}`) === undefined ? [] : [number];
      });
      return made.length === 2 && made;
    },
    { what: 'two channels', timeoutMs: 10_000 },
  );
  expect(names).toEqual(['001', '002']);
  await scene.see('ops', 'is declared, SEV1', 'jonas');
});

test('a role that is handed over is offered first, and the new one accepts', async () => {
  const { slack } = opsbook;
  const name = await scene.declare('"Checkout fails" sev=1');
  await slack.as('maria').type(name, '/ops role commander @jonas');
  await scene.card(name, '@jonas was asked by @maria');
  const offer = await scene.told('jonas', 'Accept');
  expect(offer.text).toContain('will you be *commander');
  await slack.as('jonas').click(offer, 'Accept');
  await scene.card(name, '*commander* @jonas');
  await slack.as('jonas').click(offer, 'Accept');
  await scene.told('jonas', 'is settled');
});

test('pinned and marked messages join the timeline at the time they were posted; edits and deletions are followed', async () => {
  const { slack } = opsbook;
  const maria = slack.as('maria');
  const name = await scene.declare('"Checkout fails" sev=1');
  for (const text of ['the disk is full', 'it was the cron job', 'wrong channel']) await maria.type(name, text);
  const message = (text: string) => {
    const found = maria.sees(name).find((each) => each.text === text);
    if (found === undefined) throw new Error(`nobody said "${text}"`);
    return found;
  };
  const [disk, cron, wrong] = [message('the disk is full'), message('it was the cron job'), message('wrong channel')];
  maria.pin(disk);
  maria.react(cron, 'pushpin');
  maria.pin(wrong);
  const timeline = async (words: string): Promise<string> => {
    await maria.type(name, '/ops timeline');
    return (await scene.see(name, words)).text;
  };
  await expect
    .poll(() => timeline('Timeline of'), { timeout: 10_000 })
    .toMatch(/the disk is full[^]*it was the cron job[^]*wrong channel/);
  maria.edit(disk, 'the disk of db1 is full');
  maria.remove(wrong);
  await expect
    .poll(() => timeline('Timeline of'), { timeout: 10_000 })
    .toMatch(/the disk of db1 is full[^]*this message was deleted/);
});

test('is resolved with a post-mortem, keeps what people wrote, is opened again', async () => {
  const { slack } = opsbook;
  const maria = slack.as('maria');
  const name = await scene.declare('"Checkout fails" sev=1');
  await maria.type(name, '/ops action "alert on disk space" @jonas due=3d');
  await scene.card(name, 'alert on disk space');
  await maria.type(name, '/ops resolve "The disk was emptied."');
  await scene.card(name, 'Resolved');
  const postmortem = await scene.see(name, 'It is done');
  expect(postmortem.text).toContain('@maria owns it');
  await maria.click(postmortem, 'Write: Root cause');
  await opsbook.submit('maria', { 'Root cause': 'A cron job kept its logs.' });
  const written = await scene.see(name, 'Root cause:* A cron job kept its logs.');
  await maria.click(written, 'Draft again');
  await scene.see(name, 'draft 2');
  const canvas = await slack.until(
    () => slack.channel(name)?.canvas?.markdown.includes('A cron job') && slack.channel(name)?.canvas,
    {
      what: 'the second draft',
      timeoutMs: 10_000,
    },
  );
  expect(canvas.markdown).toContain('# Post-mortem: Checkout fails');
  expect(canvas.markdown).toContain('- [ ] alert on disk space (jonas');
  expect(canvas.markdown).toContain('_Nobody has written this yet._');
  expect(canvas.markdown).toMatch(/\[The timeline as a picture\]\(\S+\/p\d+\) is in the thread/);
  const pictures = maria.sees(name).filter(({ files }) => files.includes(`The timeline of ${name}`));
  expect(pictures.map(({ threadTs }) => threadTs)).toEqual([postmortem.ts, postmortem.ts]);
  expect(canvas.markdown).toMatch(/\| Resolved \| [\d:]+, under a minute after the declaration \|/);
  await maria.type(name, '/ops reopen "it is back"');
  await scene.card(name, 'Open.');
});

test('a picture that Slack refuses holds up no post-mortem', async () => {
  const { slack } = opsbook;
  const name = await scene.declare('"Checkout fails" sev=1');
  slack.fail('files.getUploadURLExternal', { error: 'not_allowed' });
  await slack.as('maria').type(name, '/ops resolve "The disk was emptied."');
  const canvas = await slack.until(() => slack.channel(name)?.canvas, { what: 'the draft', timeoutMs: 10_000 });
  expect(canvas.markdown).toContain('The disk was emptied.');
  expect(canvas.markdown).not.toContain('The timeline as a picture');
});

test('a duplicate is merged into the other one', async () => {
  const { slack } = opsbook;
  const first = await scene.declare('"Checkout fails" sev=1');
  const second = await scene.declare('"Payments fail" sev=2', 'jonas');
  await slack.as('jonas').type(second, `/ops merge ${first}`);
  await scene.card(second, 'Merged into another incident.', 'jonas');
  await slack.as('maria').type(first, '/ops timeline');
  expect((await scene.see(first, 'Timeline of')).text).toContain('Payments fail');
});

test('without the right to make channels it goes on in a thread and says so', async () => {
  const { slack } = opsbook;
  slack.fail('conversations.create', { error: 'restricted_action' });
  await opsbook.answer('/ops incident "Checkout fails" sev=1');
  const card = await scene.card('ops', 'It goes on in a thread');
  expect(card.threadTs).toBeDefined();
  expect(card.text).toContain('this workspace does not let the bot do that');
  await slack.as('maria').type('ops', '/ops update "still on it"');
  const update = await scene.see('ops', 'still on it');
  expect(update.threadTs).toBe(card.threadTs);
  slack.refusals.splice(0);
});

test('a private incident is known to its people only', async () => {
  const { slack } = opsbook;
  const name = await scene.declare('"Somebody broke in" sev=1 private');
  expect(slack.channel(name)?.kind).toBe('private');
  expect(await opsbook.answer('/ops incidents', 'tom')).not.toContain('Somebody broke in');
  expect(await opsbook.answer('/ops incidents')).toContain('Somebody broke in');
  expect(slack.as('tom').sees('incidents')).toEqual([]);
});

test('a taken name takes the next number; the channel of somebody else is not adopted', async () => {
  const { slack } = opsbook;
  slack.fail('conversations.create', { error: 'name_taken' });
  await opsbook.answer('/ops incident "Checkout fails" sev=1');
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  await slack.until(() => slack.channel(`incident-${day}-002`), { what: 'the second name', timeoutMs: 10_000 });
  expect(slack.channel(`incident-${day}-001`)).toBeUndefined();
  await scene.see(`incident-${day}-002`, 'Write update');
  slack.refusals.splice(0);
});
