// What a page says about metrics: rows of `Metric | Warning | Critical`, and lines such as "queue depth should stay under 500". The
// author's words are kept; what can be read for certain stands beside them.

import type { StatedLevel } from '../model.ts';
import { bareName } from './headings.ts';
import { isInstruction } from './instruction.ts';
import { readLevel } from './level.ts';

export interface Stated {
  readonly metric: string;
  readonly line: number;
  readonly levels: readonly StatedLevel[];
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

const metricNames = /^(?:key )?(?:metric|indicator|signal|kpi|sli|measure|measurement)s?(?: name)?$/;
const nameNames =
  /^(?:name|check|resource|parameter|component|service|alert|item|condition|what|queue|system)s?(?: name)?$/;
const range = '(?: range| threshold| level| value| limit)?$';
const alarming = new RegExp(
  `^(?:warn|warning|amber|yellow|crit|critical|red|severe|emergency|threshold|alert threshold|alarm threshold|limit)${range}`,
);
const calm = new RegExp(
  `^(?:normal|ok|okay|healthy|good|green|expected|baseline|typical|nominal|target|objective|goal|slo|acceptable|max|maximum|min|minimum)${range}`,
);

/** One for each row that says something; none when the table is about something else. */
export function tableThresholds(header: readonly string[], rows: readonly Row[]): readonly Stated[] {
  const names = header.map(bareName);
  const metrics = names.findIndex((name) => metricNames.test(name));
  const metric = metrics === -1 ? names.findIndex((name) => nameNames.test(name)) : metrics;
  const columns = names.flatMap((name, index) => (alarming.test(name) || calm.test(name) ? [index] : []));
  const isAlarming = names.some((name) => alarming.test(name));
  if (columns.length === 0 || (!isAlarming && metrics === -1) || (isAlarming && metric === -1)) return [];
  const severity = names.findIndex((name) => /^(?:severity|level|priority|sev)$/.test(name));
  return rows.flatMap(({ cells, line }) => {
    const called = cells[metric] ?? '';
    const levels = columns.flatMap((column): StatedLevel[] => {
      const text = cells[column] ?? '';
      if (text === '' || column === metric) return [];
      const level = columns.length === 1 && severity !== -1 ? cells[severity] : header[column];
      return [{ level: level ?? '', text, ...readLevel(text) }];
    });
    return called === '' || levels.length === 0 ? [] : [{ metric: called, line, levels }];
  });
}

const longestLine = 200;
const longestMetric = 60;
const symbol = /[<>≤≥]=?/;
const wish = /\s(?:should|must)\s+(?:always\s+)?(?:be|stay|remain|keep|not exceed|never exceed)\s/i;
const leading =
  /^(?:(?:should|must)\s+(?:always\s+)?(?:be|stay|remain|keep)\s+|(?:target|goal|baseline|limit|threshold|expected|normally|normal|average|maximum|max|minimum|min)[:\s]\s*)/i;
const crossing =
  /\s(?:(?:is|are|rises?|goes|drops?|falls?|stays?)\s+)?(?:(exceeds?|above|over)|(below|under))\s+(?=\d)/i;

const value =
  /^(?:[<>≤≥=~≈]|\d|(?:over|above|under|below|less than|more than|greater than|at least|at most|up to|between|around|about|exactly)\s)/i;

/** What one item of a list says; `label` is the heading or label above it, which is the level when the line names none. */
export function bulletThreshold(text: string, line: number, label: string): readonly Stated[] {
  if (text.length > longestLine || !/\d/.test(text) || /^(?:if|when|once|after|before)\b/i.test(text)) return [];
  const found = wished(text) ?? named(text) ?? compared(text, label) ?? crossed(text, label);
  if (found === undefined || /^(?:(?:should|must)\b.*)?$/i.test(found.metric) || found.metric.length > longestMetric)
    return [];
  return [{ metric: found.metric, line, levels: [found.level] }];
}

interface Found {
  readonly metric: string;
  readonly level: StatedLevel;
}

// "Queue depth should stay under 500".
function wished(text: string): Found | undefined {
  const match = wish.exec(text);
  if (match === null || isInstruction(text)) return undefined;
  const metric = text.slice(0, match.index).trim();
  return /[:–—]$/.test(metric) ? undefined : expected(metric, text.slice(match.index));
}

function expected(metric: string, rest: string): Found | undefined {
  const text = rest.trim();
  const level =
    /^(target|goal|baseline|limit|threshold|normal|maximum|max|minimum|min)\b/i.exec(text)?.[1] ?? 'expected';
  const most = /^\S+ (?:not|never) exceed\s+(\S.*)$/i.exec(text)?.[1];
  const said = most === undefined ? text.replace(leading, '') : `at most ${most}`;
  return value.test(said) && /\d/.test(said) ? { metric, level: { level, text, ...readLevel(said) } } : undefined;
}

// "Hit rate: should be > 60%", "Latency: read < 25ms, write < 120ms".
function named(text: string): Found | undefined {
  const at = text.search(/:\s|\s[–—-]\s/);
  if (at === -1) return undefined;
  const metric = text.slice(0, at).trim();
  const rest = text.slice(at).replace(/^[\s:–—-]+/, '');
  if (symbol.test(metric)) return undefined;
  if (leading.test(rest)) return expected(metric, rest);
  // Further on it would be a sentence about something else.
  if (!/^[^<>≤≥]{0,20}[<>≤≥]=?\s*\d/.test(rest) || isInstruction(text)) return undefined;
  return { metric, level: { level: 'expected', text: rest, ...readLevel(rest) } };
}

// "Error rate > 5%: critical".
function compared(text: string, label: string): Found | undefined {
  const at = text.search(symbol);
  if (at <= 0 || isInstruction(text)) return undefined;
  const [said = '', level = ''] = text.slice(at).split(/\s*[:(–—]\s*/);
  const read = readLevel(said);
  if (read.value === undefined) return undefined;
  return { metric: text.slice(0, at).trim(), level: { level: levelOf(level, label), text: said.trim(), ...read } };
}

// "Hit rate drops below 50%".
function crossed(text: string, label: string): Found | undefined {
  const match = crossing.exec(text);
  if (match === null || isInstruction(text)) return undefined;
  const said = text.slice(match.index + match[0].length).trim();
  const read = readLevel(`${match[1] === undefined ? '<' : '>'} ${said}`);
  if (read.value === undefined) return undefined;
  const metric = text.slice(0, match.index).trim();
  return { metric, level: { level: levelOf('', label), text: text.slice(match.index).trim(), ...read } };
}

function levelOf(level: string, label: string): string {
  return (
    level.replace(/\)$/, '').trim() || (/^(?:when|if|alert|warn|crit|symptom|sign)/i.test(label) ? label : 'stated')
  );
}
