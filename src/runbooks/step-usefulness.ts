// Attributes that would do nothing beside the others of their block. An author who wrote them expects something, so each is told.

import type { ExecutableOptions } from './attributes.ts';
import type { CodeKind } from './block-code.ts';
import type { Risk } from './model.ts';
import type { Place } from './place.ts';

/** What can be told without the block's text. */
export function checkTries(kind: CodeKind, options: ExecutableOptions, line: number, place: Place): void {
  const { every, within, for: holding, retry } = options;
  const tell = (say: string, hint: string): void => place.report(line, say, hint);
  if (every === undefined) {
    if (within !== undefined) tell('`within` stands without `every`', 'Add how often to try, for example every=5s.');
    if (holding !== undefined) tell('`for` stands without `every`', 'Add how often to look, for example every=30s.');
  } else {
    if (within === undefined && holding === undefined) {
      const hint = 'Add when to give up, for example within=2m, or how long it has to hold, for example for=5m.';
      tell('`every` stands without `within` or `for`', hint);
    }
    if (within !== undefined && every > within) {
      tell('`every` is longer than `within`, so it would be tried only once', 'Make `every` shorter.');
    }
    if (retry > 0) tell('`retry` does nothing beside `every`, which tries again by itself', 'Remove one of them.');
  }
  if (holding !== undefined) {
    if (within !== undefined && within < holding) {
      tell('`within` is shorter than `for`, so it can never have held long enough', 'Make `within` longer.');
    }
    if (holding >= place.timeoutMs) {
      const hint = 'Give the procedure more time: timeout: … in its block.';
      tell("`for` is not shorter than the procedure's own time", hint);
    }
  }
  for (const name of ['max_rows', 'tolerance'] as const) {
    if (options[name] !== undefined && kind !== 'sql') tell(`\`${name}\` is only for sql blocks`, 'Remove it.');
  }
}

/** What depends on whether the block changes anything. */
export function checkAgainstRisk(
  kind: CodeKind,
  options: ExecutableOptions,
  risk: Risk,
  line: number,
  place: Place,
): void {
  const tell = (say: string, hint: string): void => place.report(line, say, hint);
  if (options.evidence && risk !== 'read') {
    tell(`\`evidence\` stands on a block of risk ${risk}, but a plan may only read`, 'Remove it.');
  }
  const isSafe = (options.repeat ?? (risk === 'read' ? 'safe' : 'ask')) === 'safe';
  if (options.verify !== undefined && kind === 'promql') {
    tell('`verify` is never asked, because a query leaves no doubt', 'Remove it.');
  } else if (options.verify !== undefined && isSafe) {
    tell('`verify` is never asked, because the step is safe to repeat', 'Remove it, or write repeat=ask.');
  }
  if (risk !== 'read') return;
  if (options.undo !== undefined) tell('`undo` stands on a block that changes nothing', 'Remove it.');
  for (const name of ['max_rows', 'tolerance'] as const) {
    if (options[name] !== undefined && kind === 'sql') {
      tell(`\`${name}\` counts rows that change, but this block only reads`, 'Remove it.');
    }
  }
}
