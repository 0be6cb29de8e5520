// What has to be settled before a run is planned at a terminal. What takes a second person takes a proven first one: a name here is no
// proof, and whoever could be both would need nobody.

import { confirm, isCancel } from '@clack/prompts';
import type { Plan } from '../runbooks/planned.ts';
import { planAsMarkdown } from '../slack/messages/plan-file.ts';
import type { CliContext } from './cli-command.ts';
import { textOption } from './text-option.ts';
import type { Terminal } from './with-workshop.ts';

type Options = Readonly<Record<string, unknown>>;

export function takesSecondPerson({ approvals, steps }: Plan): boolean {
  return approvals > 0 || steps.some(({ kind }) => kind === 'approve');
}

/** `line` is what was typed, as far as it matters. */
export function whyNotUnproven(procedure: string, line: string): string {
  return `${procedure} takes a second person, and a name at a terminal is no proof of who the first one is. Show your one-time code: ${line} --as <your Slack user id>. Without one (/ops enroll), say it in Slack.`;
}

export interface ToBegin {
  readonly plan: Plan;
  readonly digest: string;
  /** What begins it: `opsbook run ace.restart …`. */
  readonly line: string;
}

/** Undefined when it may be planned. Whoever watches sees the plan and is asked. */
export async function whyNotBegun(
  { screen, print }: CliContext,
  { redact }: Pick<Terminal, 'redact'>,
  { plan, digest, line }: ToBegin,
  options: Options,
): Promise<string | undefined> {
  const { procedure, risk, approvals } = plan;
  if (takesSecondPerson(plan)) {
    if (textOption(options, 'as') === undefined) return whyNotUnproven(procedure, line);
    const lacksReason = approvals > 0 && textOption(options, 'reason') === undefined && !screen.isWatched;
    return lacksReason ? `Whoever has to say yes to ${procedure} reads why: --reason "…"` : undefined;
  }
  if (risk === 'read' || options['yes'] === true) return undefined;
  if (!screen.isWatched)
    return `${procedure} changes something. opsbook plan ${procedure} shows what; say ${line} --yes to do it.`;
  print(redact(planAsMarkdown(plan, digest)));
  const answer = await confirm({ message: `Run ${procedure}?`, initialValue: false });
  return isCancel(answer) || !answer ? 'Nothing was done.' : undefined;
}
