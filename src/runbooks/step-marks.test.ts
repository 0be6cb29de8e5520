// The marks of a block reach its step and its plan; a plan without any is the same as before there were marks.

import { expect, it } from 'vitest';
import { bindClassifiers } from './bind-classifiers.ts';
import { parseRunbook } from './parse.ts';
import { makePlan } from './plan.ts';
import { plan as planShape } from './planned.ts';
import { loadParsers } from './risk/parsers.ts';
import { resolveTargets } from './targets.ts';

const classifiers = bindClassifiers(await loadParsers());
const page = `---
system: shop
targets:
  ops: { shell: local }
---
# Shop
## Look
\`\`\`sh target=ops
ls
tail -f app.log
\`\`\`
\`\`\`sh target=ops
ls
\`\`\`
`;

it('carries them from the block to the plan', () => {
  const { runbook } = parseRunbook('shop.md', new TextEncoder().encode(page), classifiers);
  const procedure = runbook?.procedures[0];
  if (runbook === undefined || procedure === undefined) throw new Error('The page does not parse');
  const mark = { kind: 'endless', say: '`tail -f` never ends by itself', line: 2 };
  expect(procedure.steps.map((step) => step.marks)).toEqual([[mark], []]);
  const planned = makePlan(runbook, procedure, {}, resolveTargets(runbook, {}), () => undefined);
  if (!planned.ok) throw new Error(planned.say);
  expect(planned.plan.steps[0]).toHaveProperty('marks', [mark]);
  expect(planned.plan.steps[1]).not.toHaveProperty('marks');
  expect(planShape.parse(JSON.parse(JSON.stringify(planned.plan)))).toEqual(planned.plan);
});
