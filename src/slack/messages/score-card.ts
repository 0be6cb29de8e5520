// What a drill showed: facts, each with its receipt. Nobody is graded.

import type { KnownBlock } from '@slack/types';
import type { Drill } from '../../drills/drill.ts';
import type { Score } from '../../drills/score.ts';
import { describeState } from '../../runs/decide.ts';
import { context, header, section } from '../blocks.ts';
import { code, escape, plain, type SlackMessage } from '../fit.ts';
import { inWords } from './time-in-words.ts';
import { who } from './who.ts';

const mostShown = 8;

/** `links`: where the cards of its runs stand. */
export function scoreCard(drill: Drill & { readonly score: Score }, links: ReadonlyMap<number, string>): SlackMessage {
  const { score, procedure, isFinished } = drill;
  const result = isFinished === true ? 'Finished' : 'Not finished';
  const blocks: KnownBlock[] = [
    header('Score card'),
    section(`*${result}* after ${inWords(score.tookMs)}: ${code(procedure)}${whyNotFinished(drill)}`),
    section(['*Updates*', ...updates(score)].join('\n')),
    section(['*Approval*', ...asked(score, links), ...wrong(score)].join('\n')),
    section(['*In doubt*', ...doubts(score)].join('\n')),
    section(['*At the end*', ...ending(drill)].join('\n')),
    context('An entry is one of the record: `/ops audit run:<number>` lists those of a run.'),
  ];
  return { text: `Score card of ${escape(procedure)}: ${result.toLowerCase()}`, blocks };
}

function whyNotFinished({
  isFinished,
  reading,
  startedAt,
  score,
  procedure,
}: Drill & { readonly score: Score }): string {
  if (isFinished === true) return '';
  if (startedAt === null) return '\nThe practice system did not come up.';
  if (reading === null) return '\nThe practice range was gone when the drill ended.';
  const own = score.runs.filter((run) => run.procedure === procedure).at(-1);
  return own === undefined
    ? '\nThe procedure was never planned.'
    : `\nNo run of it came to its end: run ${own.id} is ${describeState(own.state)}.`;
}

function updates({ firstUpdateMs, due, made, missed }: Score): string[] {
  return [
    firstUpdateMs === null
      ? 'No update was written by a person.'
      : `First update ${inWords(firstUpdateMs)} after the fault.`,
    `${due} ${due === 1 ? 'was' : 'were'} due: ${made} made, ${missed} missed.`,
  ];
}

function asked({ runs }: Score, links: ReadonlyMap<number, string>): string[] {
  const lines = runs.slice(0, mostShown).map((run) => {
    const link = links.get(run.id);
    const name = link === undefined ? `Run ${run.id}` : `<${link}|Run ${run.id}>`;
    const approval =
      run.askedMs === null ? 'nobody was asked' : `asked ${inWords(run.askedMs)} after the plan, ${decided(run)}`;
    return `${name} ${code(run.procedure, 80)}: ${approval}; ${describeState(run.state)}`;
  });
  return lines.length === 0 ? ['No run was planned.'] : [...lines, ...more(runs.length)];
}

const decisions = {
  pending: 'open',
  approved: 'approved',
  denied: 'denied',
  expired: 'expired',
  void: 'closed without a decision',
  bypassed: 'passed by',
} as const;

function decided({ decidedMs, decision }: Score['runs'][number]): string {
  return decidedMs === null || decision === null ? 'not decided' : `${decisions[decision]} ${inWords(decidedMs)} later`;
}

function wrong({ wrongApprovers }: Score): string[] {
  if (wrongApprovers.length === 0) return ['Nobody without the right pressed Approve.'];
  return [
    ...wrongApprovers
      .slice(0, mostShown)
      .map(
        ({ person, run, say, entry }) =>
          `${who(person)} pressed Approve on run ${run} and was told: ${plain(say, 200)} (entry ${entry})`,
      ),
    ...more(wrongApprovers.length),
  ];
}

const answers = { happened: 'It happened', again: 'Run it again', stop: 'Stop' } as const;

function doubts({ doubts: all }: Score): string[] {
  if (all.length === 0) return ['No step was in doubt.'];
  return [
    ...all
      .slice(0, mostShown)
      .map(({ run, step, answer, by, afterMs, entry }) =>
        answer === null || by === null || afterMs === null
          ? `Run ${run}, step ${step}: not answered (entry ${entry})`
          : `Run ${run}, step ${step}: ${who(by)} answered *${answers[answer]}* after ${inWords(afterMs)} (entry ${entry})`,
      ),
    ...more(all.length),
  ];
}

function ending({ reading, system }: Drill): string[] {
  if (reading === null) return [`How the practice ${plain(system, 60)} was is not known.`];
  const { words, differences } = reading;
  return [
    `The practice ${plain(system, 60)} says of itself: ${plain(words, 200)}.`,
    ...differences.slice(0, mostShown).map((line) => `• ${plain(line, 150)}`),
    ...more(differences.length),
  ];
}

function more(count: number): string[] {
  return count <= mostShown ? [] : [`… and ${count - mostShown} more`];
}
