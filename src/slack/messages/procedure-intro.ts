// What stands before the steps of a procedure's page: what it is for, what leads there, its thresholds, its parameters.

import type { Parameter, ParameterValue, Procedure, Threshold } from '../../runbooks/model.ts';
import { section } from '../blocks.ts';
import { code, plain } from '../fit.ts';
import type { Part } from './pages.ts';
import { inPieces } from './split-text.ts';
import { gathered } from './step-texts.ts';

const lineLength = 250;
const linesLength = 2_700;

export function introOf(procedure: Procedure, warnings: readonly string[]): Part[] {
  const { purpose, parameters, thresholds } = procedure;
  const texts = [
    ...warnings.flatMap((warning) => inPieces(`:warning: ${warning}`)),
    ...(purpose === '' ? [] : inPieces(purpose)),
    ...gathered(leadsTo(procedure), '\n', linesLength),
    ...(thresholds.length === 0 ? [] : gathered(['*Thresholds*', ...thresholds.flatMap(inLines)], '\n', linesLength)),
    ...(parameters.length === 0 ? [] : gathered(['*Parameters*', ...parameters.flatMap(inLine)], '\n', linesLength)),
  ];
  return texts.map((text): Part => ({ step: 0, blocks: [section(text)] }));
}

/** A guide's alerts and symptoms often stand in its introduction. */
function leadsTo({ alerts, symptoms, schedule, on = [], purpose }: Procedure): string[] {
  const untold = (all: readonly string[]): string[] => all.filter((each) => !purpose.includes(each));
  return [
    ...(untold(alerts).length === 0 ? [] : inPieces(`Alerts: ${untold(alerts).join(', ')}`)),
    ...(untold(symptoms).length === 0 ? [] : inPieces(`Symptoms: ${untold(symptoms).join('; ')}`)),
    ...(schedule === undefined ? [] : [`Schedule: ${code(schedule)}`]),
    ...(on.length === 0 ? [] : [`Called by an incident by itself: ${on.map((moment) => code(moment)).join(', ')}`]),
  ];
}

/** The metric, then what its levels are, as somebody wrote them. */
function inLines({ metric, warn, critical, unit, remedy, stated = [] }: Threshold): string[] {
  const levels = [
    ...when('warn', warn),
    ...when('critical', critical),
    ...(unit === undefined ? [] : inPieces(`in ${unit}`)),
    ...(remedy === undefined ? [] : [`then ${code(remedy)}`]),
    ...stated.flatMap(({ level, text }) => inPieces(`${level}: ${text}`)),
  ];
  return gathered([...inPieces(`• ${metric}`), ...levels], ' · ', linesLength);
}

function when(level: string, expression: string | undefined): string[] {
  if (expression === undefined) return [];
  return expression.length <= lineLength
    ? [`${level} when ${inCode(expression)}`]
    : inPieces(`${level} when ${expression}`);
}

function inCode(text: string): string {
  return code(text, lineLength);
}

function inLine(parameter: Parameter): string[] {
  const notes = [
    parameter.type,
    ...(parameter.pattern === undefined ? [] : [`matches ${inCode(parameter.pattern)}`]),
    ...(parameter.choices === undefined ? [] : [`one of ${chosen(parameter.choices)}`]),
    ...(parameter.default === undefined ? [] : [`default ${code(String(parameter.default), 100)}`]),
  ];
  return [`• ${code(parameter.name)} ${plain(parameter.describe ?? '', lineLength)} (${notes.join(', ')})`];
}

const mostChoices = 10;

function chosen(choices: readonly ParameterValue[]): string {
  const shown = choices.slice(0, mostChoices).map((choice) => code(String(choice), 60));
  const left = choices.length - shown.length;
  return `${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}`;
}
