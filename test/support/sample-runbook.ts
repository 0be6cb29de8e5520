// A small runbook, procedure and script step as they were read, which tests change where they need to.

import type { GuideBlock, Procedure, Runbook, ShellStep } from '../../src/runbooks/model.ts';

export function scriptOf(change: Partial<ShellStep> = {}): ShellStep {
  return {
    kind: 'sh',
    title: '',
    line: 1,
    risk: 'destroy',
    because: ['it deletes'],
    marks: [],
    target: 'ops',
    text: 'rm -rf x',
    save: [],
    timeoutMs: 1,
    retry: 0,
    repeat: 'ask',
    secret: false,
    evidence: false,
    ...change,
  };
}

export function procedureOf(change: Partial<Procedure> = {}): Procedure {
  return {
    name: 'shop.rollback',
    id: 'rollback',
    title: 'Roll back',
    purpose: 'When it is bad.',
    line: 1,
    approvals: 0,
    timeoutMs: 1,
    parameters: [],
    steps: [],
    risk: 'destroy',
    alerts: [],
    symptoms: [],
    thresholds: [],
    path: [],
    repairs: [],
    ...change,
  };
}

export function runbookOf(change: Partial<Runbook> = {}): Runbook {
  return {
    system: 'shop',
    title: 'Shop',
    file: 'runbooks/shop.md',
    revision: 'f00dfeed',
    owners: [],
    approvers: ['@shop-approvers'],
    targets: {},
    procedures: [],
    page: 'runbook',
    text: '',
    repairs: [],
    ...change,
  };
}

/** What is known of a guide's block of commands. */
export function blockOf(change: Partial<GuideBlock> = {}): GuideBlock {
  return { language: 'sh', placeholders: [], ...change };
}
