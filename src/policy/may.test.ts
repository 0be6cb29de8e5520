import { expect, test } from 'vitest';
import { whyMayNotStart, type Asked } from './may.ts';

const asked: Asked = {
  person: 'U1',
  procedure: 'shop.rollback',
  risk: 'change',
  owners: ['@shop-oncall'],
  approvers: ['@shop-approvers'],
  members: new Set(['U2']),
};

test.each<[string, Partial<Asked>, RegExp | undefined]>([
  ['everybody may look', { risk: 'read' }, undefined],
  ['a member may change', { person: 'U2' }, undefined],
  ['a member may ask for destruction', { person: 'U2', risk: 'destroy' }, undefined],
  ['a stranger may not change', {}, /^shop\.rollback .*@shop-oncall, @shop-approvers.*`owners`/],
  ['a stranger may not destroy', { risk: 'destroy' }, /@shop-oncall/],
  [
    'a runbook without people',
    { owners: [], approvers: [], members: new Set() },
    /nobody: the runbook names no owners/,
  ],
])('%s', (_name, change, sentence) => {
  const why = whyMayNotStart({ ...asked, ...change });
  if (sentence === undefined) expect(why).toBeUndefined();
  else expect(why).toMatch(sentence);
});
