// What people see of the rules, of an edit while they read, and of a server that goes away and comes back.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { workspace } from '../../practice/range.ts';
import { startLocalSlack, type LocalSlack } from '../../practice/slack/local-slack.ts';
import { findBrowser, noBrowser, openBrowser, visit } from '../support/browser.ts';
import { manifest, startOpsbook } from '../support/opsbook.ts';

let browser: Browser;

beforeAll(async () => {
  if (findBrowser() !== undefined) browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(({ skip }) => skip(findBrowser() === undefined, noBrowser));

test('who may not approve is told so privately, and nothing happens', async () => {
  const runbook = await readFile(path.resolve(import.meta.dirname, '../../runbooks/ace.md'), 'utf8');
  const opsbook = await startOpsbook({
    runbooks: { 'ace.md': runbook },
    environment: { ACE_URL: 'http://127.0.0.1:9', ACE_HOME: '/', KUBECONFIG: '/none' },
  });
  try {
    const { pageUrl } = opsbook.slack;
    const [maria, tom] = await Promise.all([
      visit(browser, pageUrl, 'Maria Silva'),
      visit(browser, pageUrl, 'Tom Okafor'),
    ]);
    for (const person of [maria, tom]) await person.open('ops');
    await maria.say('/ops run ace.emergency-rollback');
    await maria.form.getByRole('textbox').fill('not a commit');
    await maria.press(maria.form, 'Plan it');
    await maria.form.getByText('must match').last().waitFor();
    await maria.form.getByRole('textbox').fill('109663d');
    await maria.press(maria.form, 'Plan it');
    await maria.press(maria.card('Planned.'), 'Ask for approval');
    await maria.form.getByRole('textbox').fill('bad release');
    await maria.press(maria.form, 'Ask');

    for (const [person, say] of [
      [tom, 'Only @ace-approvers may decide on run'],
      [maria, 'somebody else has to approve it'],
    ] as const) {
      await person.press(person.card('Waiting for approval'), 'Approve');
      await person.private.getByText(say).waitFor();
    }
    expect(await tom.page.getByText('somebody else has to approve it').count()).toBe(0);
    expect(await maria.card('Waiting for approval').getByRole('button', { name: 'Approve' }).isEnabled()).toBe(true);
    expect([...maria.troubles, ...tom.troubles]).toEqual([]);
  } finally {
    await opsbook.stop();
  }
});

test('an edit does not move what somebody reads', async () => {
  const slack = await startLocalSlack({ manifest, ...workspace, limits: 'none' });
  try {
    const channel = slack.channel('ops')?.id ?? '';
    const posted: string[] = [];
    for (let number = 0; number < 30; number += 1) {
      const ts = await call(slack, 'chat.postMessage', { channel, ...messageOf(`message ${number}.`, 3) });
      posted.push(ts);
    }
    const maria = await visit(browser, slack.pageUrl, 'Maria Silva');
    await maria.open('ops');
    const log = maria.page.getByRole('log', { name: 'Messages' });
    const message = (number: number): Locator => log.locator(`[data-message-ts="${posted[number]}"]`);
    const edit = async (number: number, lines: number): Promise<void> => {
      const say = `message ${number} with ${lines} lines.`;
      await call(slack, 'chat.update', { channel, ts: posted[number], ...messageOf(say, lines) });
      await message(number).getByText(say).waitFor();
    };

    await message(29).getByText('message 29.').waitFor();
    await edit(10, 20);
    await expectAtEnd(log);
    await edit(29, 40);
    await edit(29, 1);
    await expectAtEnd(log);

    await message(15).evaluate((element: Scrolled) => element.scrollIntoView(true));
    const moved: Readonly<Record<string, number>> = {
      'one above grows': await movedBy(message(15), () => edit(8, 30)),
      'one above shrinks': await movedBy(message(15), () => edit(8, 1)),
      'the one before shrinks': await movedBy(message(15), () => edit(14, 1)),
      'itself grows': await movedBy(message(15), () => edit(15, 12)),
      'one below grows': await movedBy(message(15), () => edit(16, 12)),
      'a new one arrives': await movedBy(message(15), async () => {
        await call(slack, 'chat.postMessage', { channel, text: 'new' });
        await maria.page.getByRole('button', { name: 'New messages' }).waitFor();
      }),
    };
    for (const [when, pixels] of Object.entries(moved)) expect(Math.abs(pixels), when).toBeLessThan(1);
  } finally {
    await slack.stop();
  }
});

test('the page comes back by itself when the server does, with what was written', async () => {
  const first = await startLocalSlack({ manifest, ...workspace });
  const port = Number(new URL(first.pageUrl).port);
  const maria = await visit(browser, first.pageUrl, 'Maria Silva');
  await maria.open('ops');
  await maria.page.getByLabel('Message', { exact: true }).fill('half a sentence');
  await first.stop();
  await maria.page.getByText('The server is away').waitFor();

  const second = await startLocalSlack({ manifest, ...workspace, port });
  try {
    await maria.page.getByText('Connected again').waitFor();
    expect(await maria.page.getByLabel('Message', { exact: true }).inputValue()).toBe('half a sentence');
    await maria.page.getByLabel('Message', { exact: true }).press('Enter');
    await maria.card('half a sentence').waitFor();
    await second.until(() => second.posted('ops').find(({ text }) => text === 'half a sentence'), {
      what: 'the message',
    });
    expect(maria.troubles).toEqual([]);
  } finally {
    await second.stop();
  }
});

function messageOf(text: string, lines: number): object {
  const rest = Array.from({ length: lines }, (_, line) => `line ${line}`).join('\n');
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `${text}\n${rest}` } }] };
}

async function call(slack: LocalSlack, method: string, body: object): Promise<string> {
  const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json; charset=utf-8' };
  const answer: unknown = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  }).then((response) => response.json());
  expect(answer).toMatchObject({ ok: true, ts: expect.any(String) });
  return typeof answer === 'object' && answer !== null && 'ts' in answer ? String(answer.ts) : '';
}

async function topOf(message: Locator): Promise<number> {
  return (await message.boundingBox())?.y ?? Number.NaN;
}

async function movedBy(message: Locator, change: () => Promise<void>): Promise<number> {
  const before = await topOf(message);
  await change();
  return (await topOf(message)) - before;
}

/** What these tests use of an element of the page. */
interface Scrolled {
  readonly scrollHeight: number;
  readonly scrollTop: number;
  readonly clientHeight: number;
  scrollIntoView(atTop: boolean): void;
}

async function expectAtEnd(log: Locator): Promise<void> {
  const left = await log.evaluate((list: Scrolled) => list.scrollHeight - list.scrollTop - list.clientHeight);
  expect(left).toBeLessThan(2);
}
