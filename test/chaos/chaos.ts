// `npm run chaos`: three replicas under a load of runs and incidents, and every trouble there is, by the dice. Afterwards each promise is
// held against what was really seen. `-- --minutes 60 --kills 200 --seed 7`, and `--log <file>` for what the replicas log; ends with 1 when a promise was broken.

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { wreak } from './wreak.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    kills: { type: 'string', default: '40' },
    log: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
  },
});
const minutes = z.coerce.number().positive().max(600).parse(values.minutes);
const kills = z.coerce.number().int().nonnegative().parse(values.kills);
const seed = z.coerce.number().int().nonnegative().parse(values.seed);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

print(`${minutes} minutes, ${kills} kills, seed ${seed}`);
const stopOnSignal = (stop: () => Promise<void>): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(130)));
};
const verdict = await wreak({ minutes, kills, seed, print, log: values.log, begun: stopOnSignal });
if (verdict === undefined) {
  print('There is no PostgreSQL on this machine (no initdb), and chaos needs one of its own.');
  process.exit(2);
}
const width = Math.max(...verdict.figures.map(([what]) => what.length));
for (const [what, count] of verdict.figures) print(`${what.padEnd(width)}  ${count}`);
for (const breach of verdict.broken) print(`BROKEN  ${breach}`);
print(verdict.broken.length === 0 ? `Every promise was kept. Seed ${seed}.` : `Promises were broken. Seed ${seed}.`);
process.exit(verdict.broken.length === 0 ? 0 : 1);
