// When the procedure was rehearsed last: beside **Approve**, on a plan, on a procedure's page.

import type { KnownBlock } from '@slack/types';
import { rehearsedInWords, type Rehearsed } from '../../drills/rehearsed.ts';
import { context } from '../blocks.ts';
import { who } from './who.ts';

export function rehearsedLine(rehearsed: Rehearsed | undefined): KnownBlock[] {
  if (rehearsed === undefined) return [];
  const { last } = rehearsed;
  const where = last === undefined || last.channel === null ? '' : ` (<#${last.channel}>)`;
  return [context(`:dart: ${rehearsedInWords(rehearsed, who)}${where}`)];
}
