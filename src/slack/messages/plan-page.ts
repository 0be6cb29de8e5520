// `/ops plan`: exactly what a run would do, page by page when it is long. Shown to one person; nothing is stored.

import type { KnownBlock } from '@slack/types';
import type { Rehearsed } from '../../drills/rehearsed.ts';
import type { Plan } from '../../runbooks/planned.ts';
import { askedOf } from '../../runs/right.ts';
import type { Evidence } from '../../runs/evidence.ts';
import { actions, context, divider, header, section, type ButtonSpec } from '../blocks.ts';
import { code, codeBlock, escape, plain, type SlackMessage } from '../fit.ts';
import { buttonValue } from '../limits.ts';
import { optionsOf } from './condition.ts';
import { unpreviewed } from './evidence.ts';
import { nameOfPlace, pageAt, type Page, type Part, type Place } from './pages.ts';
import { planBlocks } from './plan-steps.ts';
import { rehearsedLine } from './rehearsed-line.ts';
import { rightsLines, type RightsLine } from './rights-line.ts';
import { plannedTexts } from './planned-step.ts';
import { splitText } from './split-text.ts';
import { partsOfStep } from './step-texts.ts';

export interface PlanPage {
  readonly plan: Plan;
  readonly digest: string;
  readonly rights: RightsLine;
  readonly rehearsed?: Rehearsed;
  /** Absent where nothing is worth a look. */
  readonly evidence?: Evidence | keyof typeof without;
  /** Where the page begins; the first one when it is absent. */
  readonly at?: Place;
}

const without = {
  follows: ':mag: What can be seen of it now follows in a moment.',
  failed: ':warning: What can be seen of it now could not be gathered. Say the command again for it.',
} as const;

export function planPage({
  plan,
  digest,
  rights,
  rehearsed,
  evidence,
  at = { step: 0, part: 0 },
}: PlanPage): SlackMessage {
  const seen = typeof evidence === 'object' ? evidence : null;
  const one = inOneMessage(plan, seen);
  const page = one === undefined ? pageAt(partsOf(plan), at, plan.steps.length) : undefined;
  // On several pages it stands in a message of its own: a page is turned without looking again.
  const word = one === undefined && seen !== null ? 'follows' : evidence;
  const turn = page === undefined ? [] : turnButtons(plan, digest, page);
  const range = page?.range === undefined ? '' : `: ${page.range}`;
  const isStuck = page?.later !== undefined && turn.length === 0;
  return {
    text: `Plan of ${escape(plan.procedure)}${range}`,
    blocks: [
      header(plan.title),
      context(factsOf(plan, digest)),
      ...rightsLines(rights),
      ...rehearsedLine(rehearsed),
      ...(page?.range === undefined ? [] : [section(`*${page.range}*`)]),
      divider,
      ...(page?.blocks ?? one ?? []),
      ...turn,
      ...unpreviewed(plan).map((line) => context(line)),
      ...(typeof word === 'string' ? [context(without[word])] : []),
      ...(isStuck ? [context(stuck(plan))] : []),
      context('A plan only: nothing was done.'),
    ],
  };
}

/** Whether it takes more than one message to show it with what was seen of it. */
export function isPaged(plan: Plan, seen: Evidence | null): boolean {
  return inOneMessage(plan, seen) === undefined;
}

function inOneMessage(plan: Plan, seen: Evidence | null): readonly KnownBlock[] | undefined {
  if (valuesOf(plan).length > shortValues) return undefined;
  const { blocks, isWhole } = planBlocks(plan, undefined, seen);
  return isWhole ? blocks : undefined;
}

/** What one line holds. */
const shortValues = 290;

function valuesOf({ parameters }: Plan): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}

function factsOf(plan: Plan, digest: string): string {
  const given = valuesOf(plan);
  return [
    code(plan.procedure),
    `risk *${plan.risk}*`,
    plan.approvals > 0
      ? `would need ${plan.approvals} of ${plain(askedOf(plan).who.join(', '), 500)}`
      : 'needs no second person',
    `digest ${code(digest.slice(0, shownDigest))}`,
    ...(given === '' || given.length > shortValues ? [] : [code(given)]),
  ].join(' · ');
}

function partsOf(plan: Plan): Part[] {
  const given = valuesOf(plan);
  const values = given.length > shortValues ? splitText(given) : [];
  const options = optionsOf(plan.steps);
  return [
    ...values.map((piece): Part => ({ step: 0, blocks: [section(codeBlock(piece, Infinity))] })),
    ...plan.steps.flatMap((step, index) => partsOfStep(index + 1, plannedTexts(step, options, new Set()))),
  ];
}

const shownDigest = 12;

/** The whole plan is made again from a button's value, and shown when it is the same; no button when that is too long. */
function turnButtons(plan: Plan, digest: string, { earlier, later }: Page): KnownBlock[] {
  const given = Object.fromEntries(Object.entries(plan.parameters).map(([name, value]) => [name, String(value)]));
  const turn = (action: string, text: string, to: Place | undefined): ButtonSpec[] => {
    if (to === undefined) return [];
    const words = [digest.slice(0, shownDigest), nameOfPlace(to), plan.procedure, JSON.stringify(given)];
    const value = words.join(' ');
    return Array.from(value).length > buttonValue ? [] : [{ action, text, value }];
  };
  const buttons = [...turn('plan.earlier', '‹ Earlier steps', earlier), ...turn('plan.more', 'More steps ›', later)];
  return buttons.length === 0 ? [] : [actions(...buttons)];
}

function stuck({ procedure }: Plan): string {
  const run = code(`/ops run ${procedure}`);
  return `More steps than fit here, and values too long to turn pages with. ${run} puts the whole plan as a file under its card.`;
}
