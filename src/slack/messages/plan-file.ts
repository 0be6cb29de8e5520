// The whole plan as a Markdown file, for plans that do not fit a message.

import type { Plan, PlannedStep } from '../../runbooks/planned.ts';
import type { Evidence } from '../../runs/evidence.ts';
import { conditionsOf } from '../../runs/scope.ts';
import { visible } from '../fit.ts';
import { evidenceAsMarkdown } from './evidence.ts';
import { exactText, titleOf, triesInWords, where } from './planned-words.ts';

export function planAsMarkdown(plan: Plan, digest: string, seen: Evidence | null = null): string {
  const parameters = Object.entries(plan.parameters).map(([name, value]) => `- ${name} = ${JSON.stringify(value)}`);
  const steps = plan.steps.map((step, index) => {
    const target = 'target' in step ? ` (${step.risk}, on ${step.target.name}: ${where(step.target)})` : riskOf(step);
    const reasons = [...step.because, ...marksOf(step), ...aboutBlock(step)];
    const because = reasons.length === 0 ? '' : `\n${reasons.map((reason) => `> ${reason}`).join('\n')}\n`;
    const words = step.kind === 'manual' && step.words !== undefined ? `\n${step.words}\n` : '';
    const when = conditionsOf(step)
      .map((condition) => `\nOnly when ${condition}\n`)
      .join('');
    const expect = 'target' in step && step.expect !== undefined ? `\nExpects ${step.expect}\n` : '';
    const tries = 'target' in step && step.everyMs !== undefined ? `\nIt ${triesInWords(step.everyMs, step)}\n` : '';
    const evidence = evidenceAsMarkdown(step, index, seen);
    const after = `${copied(step)}${expect}${tries}${evidence === '' ? '' : `\n${evidence}`}`;
    return `## ${index + 1}. ${titleOf(step)}${target}\n${because}${words}${when}\n${fenced(exactText(step))}\n${after}`;
  });
  return visible(
    `# ${plan.title}\n\n\`${plan.procedure}\`, digest ${digest}\n\n${parameters.join('\n')}\n\n${steps.join('\n')}`,
  );
}

function riskOf({ risk }: PlannedStep): string {
  return risk === 'read' ? '' : ` (${risk})`;
}

function marksOf({ marks = [] }: PlannedStep): string[] {
  return marks.map(({ say, line }) => `Line ${line}: ${say}`);
}

function aboutBlock(step: PlannedStep): string[] {
  if (step.kind !== 'manual' || step.block === undefined) return [];
  const { placeholders, inside, refused } = step.block;
  return [
    ...(placeholders.length === 0 ? [] : [`Fill in ${placeholders.join(', ')} before you use it`]),
    ...(inside === undefined ? [] : [`For ${inside}`]),
    ...(refused === undefined ? [] : [`Cannot be trusted as it stands: ${refused}`]),
  ];
}

/** What to copy, where the block shows more than that. */
function copied(step: PlannedStep): string {
  const commands = step.kind === 'manual' ? step.block?.commands : undefined;
  return commands === undefined ? '' : `\nWithout prompts, comments and output:\n\n${fenced(commands)}\n`;
}

function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
