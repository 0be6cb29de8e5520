// Commands in one block that nobody runs one after the other: start, stop and restart of one service; a backup and its restore.

import { simpleCommands } from './block-commands.ts';
import type { BlockSection } from './block-sections.ts';
import type { Unit } from './block-draft.ts';

interface Piece {
  readonly title: string;
  readonly line: number;
  readonly end: number;
}

const turning =
  /^(?:start|stop|restart|reload|up|down|enable|disable|pause|resume|unpause|suspend|force-reload|try-restart)$/;
const saves =
  /\b(?:pg_dump(?:all)?|pg_basebackup|mysqldump|mariadb-dump|mongodump|snapshot (?:save|create)|backup (?:create|save)|(?:create|make)[-_ ]backup|backup)\b/i;
const loads =
  /\b(?:pg_restore|mongorestore|restore|snapshot restore|import)\b|(?:^|\|\s*)(?:sudo )?(?:psql|mysql|mariadb)\b[^|<]{0,200}(?:<\s*\S|-f\s+\S|$)/i;
const between =
  /^(?:sudo )?(?:ls|ll|head|tail|cat|du|df|file|stat|wc|gzip|zip|tar|xz|zstd|md5sum|sha256sum|echo|test|scp|cp|aws s3 (?:cp|ls)|gsutil (?:cp|ls)|rclone|find|pg_restore (?:-l|--list)|gunzip -t|gzip -t)\b/;

/** The pieces of which one is meant; empty when the commands have an order. */
export function opposites(sections: readonly BlockSection[], units: readonly Unit[]): readonly Piece[] {
  const switches = switchesOf(units);
  if (switches.length >= 2) return switches;
  return savedAndLoaded(sections, units);
}

interface Switch {
  readonly unit: Unit;
  readonly subject: string;
  readonly verb: string;
}

// Stop, then start is a restart; start, then stop undoes itself.
function switchesOf(units: readonly Unit[]): readonly Piece[] {
  const runs: Switch[][] = [];
  let subject: string | undefined;
  for (const found of units.map(switchIn)) {
    if (found === undefined) subject = undefined;
    else if (found.subject === subject) runs.at(-1)?.push(found);
    else {
      subject = found.subject;
      runs.push([found]);
    }
  }
  const run = runs.find((each) => each.length >= 2 && areAlternatives(each.map(({ verb }) => verb)));
  return (run ?? []).map(({ unit }) => pieceOf(unit));
}

function areAlternatives(verbs: readonly string[]): boolean {
  const kinds = new Set(verbs);
  if (kinds.size !== verbs.length) return false;
  const isRestart =
    kinds.has('restart') && (kinds.has('start') || kinds.has('stop') || kinds.has('up') || kinds.has('down'));
  const isUndone = (on: string, off: string) => verbs.indexOf(on) !== -1 && verbs.indexOf(off) > verbs.indexOf(on);
  const pairs = [
    ['start', 'stop'],
    ['up', 'down'],
    ['enable', 'disable'],
    ['pause', 'unpause'],
    ['pause', 'resume'],
    ['suspend', 'resume'],
  ] as const;
  return isRestart || pairs.slice(0, 3).some(([on, off]) => isUndone(on, off));
}

function switchIn(unit: Unit): Switch | undefined {
  if (unit.console !== 'shell' || unit.count > 1) return undefined;
  const commands = simpleCommands(unit.text, unit.mask);
  const words = commands[0]?.words.map((word) => word.text) ?? [];
  if (commands.length !== 1 || words.length < 2 || words.length > 12) return undefined;
  const at = words.findIndex((word) => turning.test(word));
  if (at < 1) return undefined;
  const isFlag = (word: string) => word.startsWith('-') || word === 'sudo';
  const subject = [...words.slice(0, at), ...words.slice(at + 1)].filter((word) => !isFlag(word)).join(' ');
  return { unit, subject, verb: words[at] ?? '' };
}

function pieceOf(unit: Unit): Piece {
  return { title: unit.text.split('\n', 1)[0]?.slice(0, 80) ?? '', line: unit.line, end: unit.line + unit.count - 1 };
}

// A backup right before its restore; with something done in between, the backup is for safety and the order is meant.
function savedAndLoaded(sections: readonly BlockSection[], units: readonly Unit[]): readonly Piece[] {
  const judged = units.map((unit) => judgedIn(unit, sectionOf(unit, sections)));
  const save = judged.findIndex(({ kind }) => kind === 'save');
  const load = judged.findIndex(({ kind }, index) => index > save && kind === 'load');
  const [first, second, last] = [judged[save], judged[load], judged.at(-1)];
  if (first === undefined || second === undefined || last === undefined) return [];
  const isOrder = judged.slice(save + 1, load).some(({ kind }) => kind === 'act');
  if (isOrder || first.isNumbered || second.isNumbered) return [];
  return [
    { title: first.title, line: first.line, end: second.line - 1 },
    { title: second.title, line: second.line, end: last.end },
  ];
}

interface Judged extends Piece {
  readonly kind: 'save' | 'load' | 'look' | 'act';
  readonly isNumbered: boolean;
}

// The last section that begins before the unit.
function sectionOf(unit: Unit, sections: readonly BlockSection[]): BlockSection | undefined {
  return sections.slice(0, mostSections).findLast(({ line }) => line <= unit.line);
}

const mostSections = 200;

function judgedIn(unit: Unit, section: BlockSection | undefined): Judged {
  const own = pieceOf(unit);
  const kind = kindOf(unit.text);
  if (section === undefined || section.way === 'plain') {
    const isFirst = section?.commands[0] === unit.text;
    const said = kind === 'save' || kind === 'load' || section === undefined ? kind : (saidBy(section.title) ?? kind);
    const place = isFirst && section !== undefined ? { title: section.title, line: section.line } : {};
    return { ...own, ...place, kind: said, isNumbered: false };
  }
  return { ...own, kind, isNumbered: section.way === 'numbered' };
}

function saidBy(title: string): 'save' | 'load' | undefined {
  if (/^(?:(?:create|make|take|do|run)\s)?(?:an?\s)?(?:\w+\s)?(?:backup|back up|dump)\b/i.test(title)) return 'save';
  return /^restor(?:e|ing)\b|^(?:roll back|rollback) from\b/i.test(title) ? 'load' : undefined;
}

function kindOf(command: string): Judged['kind'] {
  const text = command.slice(0, 1_000);
  if (between.test(text)) return 'look';
  const isSave = saves.test(text);
  const isLoad = loads.test(text);
  if (isSave === isLoad) return isLoad && /\b(?:restore|import)\b/i.test(text) ? 'load' : 'act';
  return isSave ? 'save' : 'load';
}
