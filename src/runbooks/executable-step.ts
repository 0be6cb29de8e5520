// A block with a `target` becomes a step that can run. Its risk is what the parsers find; an author may raise it, or lower it with a reason.

import { type ExecutableOptions, readExecutable } from './attributes.ts';
import { type CodeKind, readCode } from './block-code.ts';
import type { Executable, Step, Verdict } from './model.ts';
import { isLower } from './risk-order.ts';
import type { Fence } from './outline.ts';
import type { Place } from './place.ts';
import { checkExpressions } from './step-expressions.ts';
import { checkAgainstRisk, checkTries } from './step-usefulness.ts';

const usualTimeoutMs = 60_000;
const targetKinds = { http: 'http', sql: 'postgres', sh: 'shell', promql: 'prometheus' } as const;

/** Undefined when something is wrong; it is reported. */
export function executableStep(kind: CodeKind, fence: Fence, place: Place): Step | undefined {
  const read = readExecutable(fence.info);
  if (!read.ok) {
    for (const { say, hint } of read.faults) place.report(fence.line, say, hint);
    return undefined;
  }
  const { options } = read;
  checkTarget(kind, options.target, fence.line, place);
  checkTries(kind, options, fence.line, place);
  checkExpressions(kind, options, fence.line, place);
  const undo = undoOf(options.undo, fence.line, place);
  const code = readCode(kind, fence.info.language, fence.text, fence.line + 1, place);
  checkVerify(kind, options.verify, fence.line, place);
  const verdict = code && authored(code.verdict, options, fence.line, place);
  if (code === undefined || verdict === undefined) return undefined;
  checkAgainstRisk(kind, options, verdict.risk, fence.line, place);
  const { max_rows: maxRows, tolerance } = options;
  const common = {
    ...shared(fence, options, place, verdict),
    ...(undo === undefined ? {} : { undo }),
    text: code.text,
  };
  if (kind !== 'sql') return { kind, ...common };
  return {
    kind,
    ...common,
    ...(maxRows === undefined ? {} : { maxRows }),
    ...(tolerance === undefined ? {} : { tolerance }),
  };
}

function shared(fence: Fence, options: ExecutableOptions, place: Place, verdict: Verdict): Omit<Executable, 'text'> {
  const { target, save, retry, secret, evidence, expect, verify, when, every, within, for: holding } = options;
  return {
    title: fence.words,
    line: fence.line,
    risk: verdict.risk,
    because: verdict.because,
    marks: verdict.marks,
    target,
    save,
    retry,
    secret,
    evidence,
    timeoutMs: Math.min(options.timeout ?? usualTimeoutMs, place.timeoutMs),
    repeat: options.repeat ?? (verdict.risk === 'read' ? 'safe' : 'ask'),
    ...(when === undefined ? {} : { when }),
    ...(expect === undefined ? {} : { expect }),
    ...(verify === undefined ? {} : { verify }),
    ...(every === undefined ? {} : { everyMs: every }),
    ...(within === undefined ? {} : { withinMs: within }),
    ...(holding === undefined ? {} : { forMs: holding }),
  };
}

function checkTarget(kind: CodeKind, name: string, line: number, place: Place): void {
  const declared = Object.hasOwn(place.targets, name) ? place.targets[name] : undefined;
  if (declared === undefined) {
    const isBroken = place.brokenTargets.includes(name);
    const known = Object.keys(place.targets).join(', ');
    const hint = isBroken
      ? 'Mend the target in the front matter first.'
      : `Declare it under targets in the front matter${known === '' ? '' : `; there: ${known}`}.`;
    place.report(line, `The target \`${name}\` is not ${isBroken ? 'declared rightly' : 'declared'}`, hint);
  } else if (declared.kind !== targetKinds[kind]) {
    const hint = `Name a target of kind ${targetKinds[kind]}, or change the language of the block.`;
    place.report(line, `The target \`${name}\` is of kind ${declared.kind}, which cannot run this block`, hint);
  }
}

function undoOf(written: string | undefined, line: number, place: Place): string | undefined {
  if (written === undefined) return undefined;
  // Whether another page has it is known when every page is read (calls.ts).
  if (/^[a-z][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$/.test(written) && !written.startsWith(`${place.system}.`)) return written;
  const prefix = `${place.system}.`;
  const id = written.startsWith(prefix) ? written.slice(prefix.length) : written;
  if (place.procedureIds.includes(id)) return `${prefix}${id}`;
  const hint = `Name a procedure of this page (${place.procedureIds.join(', ')}), or of another as system.procedure.`;
  place.report(line, `\`undo\` names \`${written}\`, which this page does not have`, hint);
  return undefined;
}

function checkVerify(kind: CodeKind, verify: string | undefined, line: number, place: Place): void {
  if (verify === undefined) return;
  // The probe stands in the fence's own line.
  const report: Place['report'] = (_line, say, hint) => place.report(line, `In \`verify\`: ${say}`, hint);
  const code = readCode(kind, kind, verify, line, { ...place, report });
  if (code === undefined || code.verdict.risk === 'read') return;
  const why = code.verdict.because.length === 0 ? '' : ` (${code.verdict.because.join('; ')})`;
  place.report(line, `\`verify\` may change something${why}`, 'Use a probe that only reads.');
}

function authored(verdict: Verdict, options: ExecutableOptions, line: number, place: Place): Verdict | undefined {
  const { risk, because } = options;
  if (risk === undefined || risk === verdict.risk) {
    return because === undefined ? verdict : { ...verdict, because: [because, ...verdict.because] };
  }
  if (!isLower(risk, verdict.risk)) {
    return { ...verdict, risk, because: [because ?? 'the author calls it so', ...verdict.because] };
  }
  if (because === undefined) {
    const why = verdict.because.length === 0 ? '' : `: ${verdict.because.join('; ')}`;
    const hint = `Say why it is harmless: risk=${risk} because="…".`;
    place.report(line, `The block is lowered to ${risk} without a reason, but it is ${verdict.risk}${why}`, hint);
    return undefined;
  }
  return { ...verdict, risk, because: [`lowered from ${verdict.risk} by the author: ${because}`, ...verdict.because] };
}
