// The steps that no target carries out: a checklist item, a block to be done by hand, a wait, a gate.

import { z } from 'zod';
import { readWaiting } from './attributes.ts';
import type { CodeKind } from './block-code.ts';
import { durationHint, parseDuration } from './duration.ts';
import { parseHttpFile } from './http-file.ts';
import type { Step, Verdict } from './model.ts';
import type { Fence, Task } from './outline.ts';
import { type Place, reportUndeclared } from './place.ts';
import { withPlaceholders } from './sql-parameters.ts';
import { checkWhen } from './step-expressions.ts';
import { namesIn } from './template.ts';
import { readYaml } from './yaml-block.ts';

export function taskStep(task: Task, place: Place): Step | undefined {
  for (const name of namesIn(task.text)) {
    if (!place.parameters.includes(name)) reportUndeclared(place, task.line, name);
  }
  if (task.text !== '')
    return {
      kind: 'manual',
      title: task.words,
      line: task.line,
      risk: 'read',
      because: [],
      marks: [],
      text: task.text,
    };
  place.report(task.line, 'This checklist item is empty', 'Write what is to be done, or remove it.');
  return undefined;
}

/** A block without target: a person does it. Its risk is shown all the same. */
export function byHandStep(kind: CodeKind, fence: Fence, place: Place): Step | undefined {
  if (fence.text.trim() === '') return undefined;
  const name = namesIn(fence.text).find((candidate) => place.parameters.includes(candidate));
  if (name !== undefined) {
    const hint = 'Give the block a target, or write where the value goes in words.';
    place.report(fence.line, `\`{{${name}}}\` is not filled in inside a block that a person copies`, hint);
  }
  const verdict = verdictOf(kind, fence.text, place);
  return { kind: 'manual', title: fence.words, line: fence.line, ...verdict, text: fence.text };
}

function verdictOf(kind: CodeKind, text: string, place: Place): Verdict {
  switch (kind) {
    case 'sh':
      return place.classifiers.shell(text);
    case 'sql':
      return place.classifiers.sql(withPlaceholders(text));
    case 'promql':
      return place.classifiers.promql(text);
    case 'http': {
      const read = parseHttpFile(text);
      if (read.ok) return place.classifiers.http(read.file.method, read.file.path, read.file.headers);
      return { risk: 'change', because: ['it cannot be read as a request'], marks: [] };
    }
  }
}

export function waitStep(fence: Fence, place: Place): Step | undefined {
  const options = waitingOptions(fence, place);
  const durationMs = parseDuration(fence.text);
  if (durationMs === undefined) {
    place.report(fence.line + 1, 'This is no duration', durationHint);
    return undefined;
  }
  return (
    options && {
      kind: 'wait',
      title: fence.words,
      line: fence.line,
      risk: 'read',
      because: [],
      marks: [],
      ...options,
      durationMs,
    }
  );
}

const gate = z.strictObject({
  who: z.union([z.string(), z.array(z.string()).min(1)]).exactOptional(),
  why: z.string().trim().min(1).exactOptional(),
});

/** The block holds `who:` and `why:`, or simply the reason; the runbook's approvers are asked unless it names others. */
export function gateStep(fence: Fence, place: Place): Step | undefined {
  const options = waitingOptions(fence, place);
  const yaml = readYaml(fence.text, fence.line + 1);
  const isText = !yaml.ok || typeof yaml.value !== 'object' || yaml.value === null;
  const read = gate.safeParse(isText ? (fence.text.trim() === '' ? {} : { why: fence.text.trim() }) : yaml.value);
  if (!read.success) {
    const hint = 'Write who: ["@handle"] and why: …, or only the reason.';
    place.report(fence.line + 1, 'The approve block has a setting that is unknown or of the wrong form', hint);
    return undefined;
  }
  const who = read.data.who === undefined ? place.approvers : [read.data.who].flat();
  const why = read.data.why ?? fence.words;
  if (why === '') place.report(fence.line, 'The gate does not say why', 'Write the reason into the block.');
  if (who.length === 0) {
    const hint = 'Name them under who: in the block, or under approvers in the front matter.';
    place.report(fence.line, 'Nobody may open this gate', hint);
  }
  return (
    options && {
      kind: 'approve',
      title: fence.words,
      line: fence.line,
      risk: 'read',
      because: [],
      marks: [],
      ...options,
      who,
      why,
    }
  );
}

function waitingOptions(fence: Fence, place: Place): { when?: string } | undefined {
  const read = readWaiting(fence.info);
  if (!read.ok) {
    for (const { say, hint } of read.faults) place.report(fence.line, say, hint);
    return undefined;
  }
  if (read.options.when !== undefined) checkWhen(read.options.when, fence.line, place);
  return read.options;
}
