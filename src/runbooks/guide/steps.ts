// The entries of a procedure become its steps: each with the words before it, with the choices that it depends on, all by hand.

import type { ChooseStep, ManualStep, Step } from '../model.ts';
import { type BlockPart, blockParts, type Session } from './block-steps.ts';
import { judgeWords, lookingAtMetric } from './by-hand.ts';
import type { Choice, Option } from './choices.ts';
import type { DoEntry, Entry, WordsEntry } from './entries.ts';
import { isInstruction } from './instruction.ts';
import { chooseStep, nameChoice } from './name-choice.ts';
import { introduce, splitPurpose, together } from './titles.ts';

export interface BuiltSteps {
  readonly steps: readonly Step[];
  readonly purpose: string;
}

/** A way that holds the present line, and the condition under which it is taken. */
interface Scope {
  readonly choice: Choice;
  readonly option: Option;
  readonly when: string;
}

interface Work {
  readonly session: Session;
  readonly steps: Step[];
  /** Those that the page has still to come to. */
  readonly coming: Choice[];
  /** Those that have begun and not ended. */
  open: { readonly choice: Choice; readonly offered: ChooseStep }[];
  scopes: Scope[];
  /** How many choices there are so far. */
  made: number;
  purpose: readonly WordsEntry[];
  words: WordsEntry[];
}

/** `choices` are in the order of the page. The session goes on from procedure to procedure, but nobody stays inside a machine. */
export function buildSteps(entries: readonly Entry[], choices: readonly Choice[], session: Session): BuiltSteps {
  session.inside = undefined;
  const coming = choices.toReversed();
  const work: Work = { session, steps: [], coming, open: [], scopes: [], made: 0, purpose: [], words: [] };
  for (const entry of entries) {
    moveTo(entry.line, work);
    if (entry.kind === 'words') work.words.push(entry);
    else if (entry.kind === 'do') add(work, toDo(entry, work.session));
    else addBlock(work, blockParts(entry, work.session));
  }
  return { steps: work.steps, purpose: together([...work.purpose, ...work.words]) };
}

/** Leaves the ways that end before the line and enters those that begin there, outer ones first. */
function moveTo(line: number, work: Work): void {
  const stays = work.scopes.filter(({ option }) => line <= option.to);
  if (stays.length < work.scopes.length) work.session.inside = undefined;
  work.scopes = stays;
  work.open = work.open.filter(({ choice }) => line <= (choice.options.at(-1)?.to ?? 0));
  for (const { choice, offered } of work.open) enter(choice, offered, line, work);
  for (let next = work.coming.at(-1); next !== undefined; next = work.coming.at(-1)) {
    if ((next.options[0]?.from ?? Infinity) > line) break;
    work.coming.pop();
    const offered = offer(next.options, work);
    work.open.push({ choice: next, offered });
    enter(next, offered, line, work);
  }
}

function enter(choice: Choice, offered: ChooseStep, line: number, work: Work): void {
  if (work.scopes.some((scope) => scope.choice === choice)) return;
  const at = choice.options.findIndex(({ from, to }) => from <= line && line <= to);
  const option = choice.options[at];
  if (option !== undefined) work.scopes.push({ choice, option, when: whenChosen(offered, at) });
}

function whenChosen({ name, options }: ChooseStep, at: number): string {
  return `${name} == "${options[at]?.value ?? ''}"`;
}

/** The words before a choice say what it is about; those that do not fit into its title go to the step after it. */
function offer(options: readonly Option[], work: Work): ChooseStep {
  const words = ownWords(work);
  const { title } = introduce(words.slice(-1));
  work.words = title === '' ? words : words.slice(0, -1);
  work.made += 1;
  const step = chooseStep(nameChoice(work.made), options, title, words.at(-1)?.line ?? options[0]?.from ?? 1);
  work.steps.push(conditional(step, work));
  return step;
}

function addBlock(work: Work, parts: readonly BlockPart[]): void {
  const ways = parts.filter(({ way }) => way !== undefined);
  const options = ways.map(({ way = '', step }) => ({ title: way, from: step.line, to: step.line }));
  let offered: ChooseStep | undefined;
  for (const part of parts) {
    if (part.way === undefined) {
      add(work, part.step);
      continue;
    }
    offered ??= offer(options, work);
    const words = work.words.length === 0 ? {} : { words: together(work.words) };
    work.words = [];
    const step = { ...part.step, title: part.way, ...words };
    work.steps.push(conditional(step, work, whenChosen(offered, ways.indexOf(part))));
  }
}

function add(work: Work, step: ManualStep): void {
  const told = introduce(ownWords(work));
  work.words = [];
  work.steps.push(conditional({ ...step, ...told }, work));
}

/** The words since the step before. Before the first step, what does not introduce it is the purpose of the whole. */
function ownWords(work: Work): WordsEntry[] {
  if (work.steps.length > 0) return work.words;
  const { purpose, rest } = splitPurpose(work.words);
  work.purpose = purpose;
  return rest;
}

function conditional<S extends Step>(step: S, { scopes }: Work, own?: string): S {
  const all = [...scopes.map(({ when }) => when), ...(own === undefined ? [] : [own])];
  return all.length === 0 ? step : { ...step, when: all.join(' && ') };
}

function toDo({ text, codes, line, stated }: DoEntry, { classifiers }: Session): ManualStep {
  const isMetric = stated.length > 0 && codes.length === 0 && !isInstruction(text);
  const verdict = isMetric ? lookingAtMetric : judgeWords(text, codes, classifiers);
  return { kind: 'manual', title: '', line, ...verdict, text };
}
