// `/ops health`: a line for each finding, the bad first.

import type { Finding, Health } from '../../health/finding.ts';
import { context, section } from '../blocks.ts';
import { plain, type SlackMessage } from '../fit.ts';
import { gathered } from './step-texts.ts';

const marks: Readonly<Record<Finding['state'], string>> = {
  bad: ':rotating_light: *bad*',
  warning: ':warning: warning',
  ok: ':white_check_mark: ok',
};
const order = ['bad', 'warning', 'ok'] as const;
const lineLength = 700;
const linesLength = 2_700;

export function healthPage({ version, findings }: Health): SlackMessage {
  const sorted = order.flatMap((state) => findings.filter((finding) => finding.state === state));
  const lines = sorted.map(({ part, state, say }) => `${marks[state]} · *${part}* · ${plain(say, lineLength)}`);
  const amiss = findings.filter(({ state }) => state !== 'ok').length;
  return {
    text: amiss === 0 ? 'Opsbook is well' : `${amiss} ${amiss === 1 ? 'thing is' : 'things are'} not well with Opsbook`,
    blocks: [...gathered(lines, '\n', linesLength).map(section), context(`Opsbook ${plain(version, 60)}`)],
  };
}
