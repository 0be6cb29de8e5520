import { describe, expect, test } from 'vitest';
import { sampleIncident } from '../../../test/support/sample-incident.ts';
import { jonas, later, noon, runOf } from '../../../test/support/sample-run.ts';
import type { Home, Waiting } from '../../home/home.ts';
import { runId } from '../../ids.ts';
import { fit, type SlackMessage } from '../fit.ts';
import { homeMessage } from './home.ts';

const nothing: Home = {
  waiting: [],
  incidents: [],
  openIncidents: 0,
  runs: [],
  mayRun: [],
  procedures: 0,
  checks: [],
  problems: 0,
};

function wordsOf({ blocks }: SlackMessage): string {
  return JSON.stringify(blocks);
}

function approval(id: number): Waiting {
  return { kind: 'approval', run: runOf({ id: runId.parse(id) }), until: later(60_000), card: undefined };
}

describe('the home page', () => {
  test('of a team that has nothing yet says so', () => {
    const words = wordsOf(homeMessage(nothing));
    expect(words).toContain('Nothing waits for you');
    expect(words).toContain('No open incident');
    expect(words).toContain('no system has a check');
    expect(words).not.toContain('What you may run');
  });

  test('counts what it has no room for, and says where that is', () => {
    const waiting = Array.from({ length: 11 }, (_, index) => approval(index + 1));
    const home = { ...nothing, waiting, incidents: [sampleIncident()], openIncidents: 7 };
    const message = homeMessage(home);
    expect(wordsOf(message)).toContain('Run 8*');
    expect(wordsOf(message)).not.toContain('Run 9*');
    expect(wordsOf(message)).toContain('3 more, after these.');
    expect(wordsOf(message)).toContain('6 more: `/ops incidents`');
    expect(message.text).toBe('11 things wait for you, 7 open incidents');
  });

  test('says when it cannot know whose yes is asked for', () => {
    const words = wordsOf(homeMessage({ ...nothing, waiting: [{ kind: 'unclear', approvals: 2 }] }));
    expect(words).toContain('2 runs wait for an approval, and Slack does not say whether for yours');
  });

  test('keeps within what Slack takes when everything is as long as it can be', () => {
    const long = 'x*<!channel>'.repeat(300);
    const incident = sampleIncident({ title: long });
    const item = {
      id: 1,
      incident: incident.id,
      text: long,
      owner: jonas,
      dueOn: '2026-03-01',
      state: 'open' as const,
      createdBy: jonas,
      createdAt: noon,
      settledBy: null,
      settledAt: null,
      reminders: 0,
      day: '20260301',
      number: 3,
      isDrill: false,
      channel: null,
    };
    const message = homeMessage({
      waiting: Array.from({ length: 20 }, (): Waiting => ({ kind: 'item', item })),
      incidents: Array.from({ length: 5 }, () => incident),
      openIncidents: 5,
      runs: Array.from({ length: 5 }, () => ({
        run: runOf({ procedure: long }),
        card: { channel: 'C0OPS', ts: '1.2' },
      })),
      mayRun: Array.from({ length: 5 }, () => ({
        name: `shop.${'wipe-'.repeat(30)}`,
        title: long,
        risk: 'destroy' as const,
      })),
      procedures: 5000,
      checks: Array.from({ length: 9 }, (_, index) => ({
        system: `s${index}`,
        title: long,
        checks: 3,
        state: 'critical' as const,
        at: noon,
        bad: [long, long],
      })),
      problems: 12,
    });
    expect(fit(message), 'nothing is cut off at the end').toEqual(message);
    expect(wordsOf(message)).not.toContain('<!channel>');
    expect(wordsOf(message)).toContain('12 problems in the runbooks');
  });

  test('says a check that is not well, and that all is not well', () => {
    const words = wordsOf(
      homeMessage({
        ...nothing,
        checks: [
          { system: 'shop', title: 'Shop', checks: 2, state: 'warn', at: noon, bad: ['The queue'] },
          { system: 'mail', title: 'Mail', checks: 1, state: undefined, at: undefined, bad: [] },
          { system: 'crm', title: 'CRM', checks: 1, state: 'ok', at: noon, bad: [] },
        ],
      }),
    );
    expect(words).toContain('`shop`: The queue');
    expect(words).toContain('`/ops check &lt;system&gt;` says what was measured, and what to run.');
    expect(words).toContain('1 of 3 systems with checks are well · 1 not looked at yet');
    expect(words).not.toContain('large_green_circle');
  });

  test('is the same for the same things, so that it need not be published again', () => {
    const home = { ...nothing, waiting: [approval(1)] };
    expect(homeMessage(home)).toEqual(homeMessage(structuredClone(home)));
  });
});
