// A small plan, run and approval that tests change where they need to: a request, a script, a checklist item, a gate and a wait.

import { approvalId, personId, runId } from '../../src/ids.ts';
import type { Plan, PlannedShellStep, PlannedStep } from '../../src/runbooks/planned.ts';
import type { Approval, Attempt, Run, Vote } from '../../src/runs/run.ts';

export const noon = new Date('2026-03-01T12:00:00Z');

export function later(ms: number): Date {
  return new Date(noon.getTime() + ms);
}

export const maria = personId.parse('U0MARIA');
export const jonas = personId.parse('U0JONAS');

const usual = { because: [], save: [], timeoutMs: 30_000, retry: 0, secret: false };

/** What every executable step has beside its kind, its target and its text. */
export const executable = { ...usual, title: '', risk: 'destroy' as const, repeat: 'ask' as const };

export function scriptStep(change: Partial<PlannedShellStep> = {}): PlannedShellStep {
  return {
    kind: 'sh',
    title: 'Put the code back',
    risk: 'destroy',
    ...usual,
    because: ['`git checkout` throws away uncommitted work'],
    target: { kind: 'shell', name: 'ops', host: 'local', cwd: '/srv/shop', env: ['PATH'] },
    repeat: 'ask',
    script: 'git checkout --detach "$revision"',
    environment: { revision: '1a2b3c4' },
    ...change,
  };
}

const steps: readonly PlannedStep[] = [
  {
    kind: 'http',
    title: 'Look at what is running',
    risk: 'read',
    ...usual,
    target: { kind: 'http', name: 'app', address: 'https://shop.example', headers: {} },
    repeat: 'safe',
    expect: 'status == 200',
    everyMs: 5_000,
    withinMs: 90_000,
    request: { method: 'GET', path: '/version', headers: { Accept: 'application/json' } },
  },
  scriptStep(),
  { kind: 'manual', title: 'Tell the status page', risk: 'read', because: [], text: 'Tell the status page' },
  { kind: 'approve', title: '', risk: 'read', because: [], who: ['@shop-approvers'], why: 'The shop opens again.' },
  { kind: 'wait', title: '', risk: 'read', because: [], durationMs: 1_800_000, when: 'exit == 0' },
];

export function planOf(change: Partial<Plan> = {}): Plan {
  return {
    procedure: 'shop.rollback',
    title: 'Roll the shop back',
    purpose: 'When a release is bad.',
    system: 'shop',
    file: 'runbooks/shop.md',
    revision: 'f00dfeed'.repeat(8),
    parameters: { revision: '1a2b3c4' },
    steps: [...steps],
    risk: 'destroy',
    approvals: 1,
    approvers: ['@shop-approvers'],
    owners: ['@shop-oncall'],
    timeoutMs: 300_000,
    ...change,
  };
}

export function runOf(change: Partial<Run> = {}): Run {
  return {
    id: runId.parse(42),
    procedure: 'shop.rollback',
    plan: planOf(),
    digest: 'c0ffee00'.repeat(8),
    state: 'running',
    cursor: 0,
    saved: {},
    requestedBy: maria,
    incident: null,
    reason: '',
    channel: 'C0OPS',
    createdAt: noon,
    startedAt: null,
    endedAt: null,
    stepSince: null,
    deadlineAt: null,
    leftMs: null,
    wakeAt: null,
    cancelledBy: null,
    say: '',
    evidence: null,
    undoes: null,
    againOf: null,
    changes: [],
    preapproval: null,
    requestKey: null,
    request: null,
    ...change,
  };
}

export function approvalOf(change: Partial<Approval> = {}): Approval {
  return {
    id: approvalId.parse(7),
    run: runId.parse(42),
    step: null,
    digest: 'c0ffee00'.repeat(8),
    needed: 1,
    who: ['@shop-approvers'],
    eachOf: [],
    why: '',
    state: 'pending',
    askedBy: maria,
    askedAt: noon,
    expiresAt: later(3_600_000),
    decidedAt: null,
    remindAt: null,
    remindedAt: null,
    escalateAt: null,
    escalateTo: [],
    escalatedAt: null,
    ...change,
  };
}

export function voteOf(change: Partial<Vote> = {}): Vote {
  return {
    approval: approvalId.parse(7),
    person: jonas,
    vote: 'yes',
    reason: '',
    votedAt: noon,
    standsFor: [],
    onBehalf: null,
    ...change,
  };
}

export function attemptOf(change: Partial<Attempt> = {}): Attempt {
  return {
    run: runId.parse(42),
    step: 0,
    attempt: 1,
    executor: 'executor-1',
    startedAt: noon,
    endedAt: later(1_500),
    outcome: 'done',
    say: '',
    output: '',
    hasWholeOutput: false,
    decidedBy: null,
    ...change,
  };
}

/** What a page says of rights where everybody has them. */
export const anybodysRights = { refusal: undefined, starters: 'everybody', approvers: undefined } as const;
