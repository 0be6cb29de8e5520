// Who may do what: one question, one answer. Pure: who is in which group, where it is said and what is open is looked up by the caller.

import { doing, type Permission } from './permission.ts';
import { channelsFor, granting, holdsFor, memberInWords, type Policy, type Role } from './policy.ts';
import { isFrozen, isWorking, wallTime } from './quiet-hours.ts';

/** What it is about. A plan or a runbook can be given as it is. */
export interface Matter {
  readonly system?: string;
  /** `ace.restart`, for the sentence. */
  readonly procedure?: string;
  /** Who keeps the runbook; counts where no roles are named. */
  readonly owners?: readonly string[];
  /** Who decides on it: the runbook's approvers, or whom a gate names. A vote, which counts them itself, leaves them away. */
  readonly approvers?: readonly string[];
}

/** Where something is to be started. */
export type Place =
  | { readonly kind: 'terminal' }
  | {
      readonly kind: 'channel';
      readonly id: string;
      /** `#ops`; undefined when Slack does not tell us. */
      readonly name: string | undefined;
      /** The system of the open incident whose channel it is. */
      readonly incidentOf: string | undefined;
    };

export interface Question {
  readonly person: string;
  readonly permission: Permission;
  readonly matter: Matter;
  /** Those of the groups in `namesIn` that the person is in. */
  readonly names: ReadonlySet<string>;
  /** Set where it is to be started now: places and times count then. */
  readonly start: { readonly place: Place; readonly now: Date; readonly isIncidentOpen: boolean } | undefined;
}

export type Answer =
  | { readonly isAllowed: true; readonly because: string }
  /** `say` is one or two sentences: what is wrong, and how to be allowed. */
  | { readonly isAllowed: false; readonly say: string };

export function may(policy: Policy, question: Question): Answer {
  const granted = policy.roles === undefined ? withoutRoles(question) : byRoles(policy.roles, question);
  if (!granted.isAllowed) return granted;
  const refusal = notAnApprover(question) ?? notHere(policy, question) ?? notNow(policy, question);
  return refusal === undefined ? granted : refused(refusal);
}

/** The names of groups and people on which the answer may depend. */
export function namesIn(
  { roles }: Policy,
  { permission, matter }: Pick<Question, 'permission' | 'matter'>,
): readonly string[] {
  const { owners = [], approvers = [] } = matter;
  const deciding = isApproval(permission) ? approvers : [];
  if (roles !== undefined)
    return [...granting(roles, permission, matter.system).flatMap(({ members }) => members), ...deciding];
  return isStart(permission) ? [...owners, ...approvers] : deciding;
}

export function isStart(permission: Permission): boolean {
  return permission === 'run:change' || permission === 'run:destroy';
}

function isApproval(permission: Permission): boolean {
  return permission === 'approve:change' || permission === 'approve:destroy';
}

function withoutRoles(question: Question): Answer {
  const { person, permission, matter } = question;
  const { owners = [], approvers = [], procedure = matter.system ?? 'It' } = matter;
  switch (permission) {
    case 'see':
    case 'run:read':
    case 'incident':
      return allowed('opsbook.yaml names no roles, so everybody may');
    case 'approve:change':
    case 'approve:destroy':
      return allowed('opsbook.yaml names no roles, so being among the approvers is enough');
    case 'audit':
      // Whoever is at the terminal holds the database already.
      return isAtTerminal(person) ? allowed('the terminal reads the same database') : refused(nobodyHas(permission));
    case 'breakglass':
    case 'admin':
      return refused(nobodyHas(permission));
    case 'run:change':
    case 'run:destroy': {
      const named = [...owners, ...approvers];
      const through = named.find((name) => isMeant(question, name));
      if (through !== undefined) return allowed(`the runbook names ${memberInWords(through)}`);
      const who = named.length === 0 ? 'nobody: the runbook names no owners' : named.map(memberInWords).join(', ');
      return refused(
        `${procedure} changes things, and may be started by ${who}. Ask one of them, or have yourself added to \`owners\` in the runbook.`,
      );
    }
  }
}

function byRoles(roles: readonly Role[], question: Question): Answer {
  const { permission, matter } = question;
  const holders = granting(roles, permission, matter.system);
  for (const { name, members } of holders) {
    const through = members.find((member) => member === '*' || isMeant(question, member));
    if (through !== undefined)
      return allowed(
        `the role ${name} gives ${permission}, and ${through === '*' ? 'everybody has it' : memberInWords(through)}`,
      );
  }
  const what = `${doing[permission]}${matter.system === undefined ? '' : ` of ${matter.system}`} takes \`${permission}\``;
  if (holders.length === 0)
    return refused(`${what}, and no role has it. Whoever keeps opsbook.yaml can add it to the \`may\` of a role.`);
  const who = holders.map(({ name, members }) => `${name} (${members.map(memberInWords).join(', ')})`).join(', ');
  return refused(`${what}, which the roles ${who} have. Ask one of them, or to be added there.`);
}

/** With roles and without them, only those decide whom the procedure asks. */
function notAnApprover(question: Question): string | undefined {
  const { permission, matter } = question;
  const { approvers, procedure = matter.system ?? 'it' } = matter;
  if (!isApproval(permission) || approvers === undefined) return undefined;
  if (approvers.some((name) => isMeant(question, name))) return undefined;
  if (approvers.length === 0) return `Nobody is named who decides on ${procedure}. Name \`approvers\` in its runbook.`;
  return `Only ${approvers.map(memberInWords).join(', ')} may decide on ${procedure}. Ask one of them, or to be added there.`;
}

function notHere(policy: Policy, { permission, matter: { system }, start }: Question): string | undefined {
  if (!isStart(permission) || system === undefined || start?.place.kind !== 'channel') return undefined;
  const { id, name, incidentOf } = start.place;
  const channels = channelsFor(policy, system);
  if (channels === undefined || incidentOf === system) return undefined;
  if (channels.some((each) => each === id || each === name)) return undefined;
  const where = channels.join(', ');
  return `Changes of ${system} are started in ${where} or in the channel of an open incident of ${system}. Say it there.`;
}

function notNow({ quiet }: Policy, { permission, matter: { system }, start }: Question): string | undefined {
  if (!isStart(permission) || start === undefined || start.isIncidentOpen) return undefined;
  const wall = wallTime(start.now, quiet.zone);
  const frozen = quiet.freezes.find((freeze) => holdsFor(freeze.systems, system) && isFrozen(freeze, wall));
  const { working } = quiet;
  const isQuiet = working !== undefined && holdsFor(working.systems, system) && !isWorking(working.hours, wall);
  const name = system ?? 'it';
  const instead = `When it cannot wait, declare an incident of ${name} first: /ops incident <title> sev=<1-4> system=${name}`;
  if (frozen !== undefined) return `Changes of ${name} are frozen until ${frozen.until} (${frozen.why}). ${instead}`;
  if (!isQuiet) return undefined;
  const hours = working.hours.map(({ text }) => text).join('; ');
  return `Changes of ${name} are made ${hours} (${quiet.zone}), and it is ${wall.day} ${wall.stamp.slice(11)} there. ${instead}`;
}

function nobodyHas(permission: Permission): string {
  return `${doing[permission]} takes \`${permission}\`, and nobody has it while opsbook.yaml names no roles. Whoever runs Opsbook can add a role there whose \`may\` has \`${permission}\`.`;
}

function isMeant({ person, names }: Question, name: string): boolean {
  return name === person || names.has(name);
}

function isAtTerminal(person: string): boolean {
  return person.startsWith('cli:');
}

function allowed(because: string): Answer {
  return { isAllowed: true, because };
}

function refused(say: string): Answer {
  return { isAllowed: false, say };
}
