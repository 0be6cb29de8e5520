// Do this machine, the database and Slack agree on the time? A signed request counts for five minutes, and promises go by the database.

import { z } from 'zod';
import { openDatabase, type Database } from '../../db/database.ts';
import { makeLog } from '../../log.ts';
import { slackTime } from '../../slack/slack-time.ts';
import { fine, wrong, type Check, type Finding, type Patient } from '../check.ts';

const mostApartMs = 30_000;

export const clock: Check = {
  name: 'clock',
  look: async (patient) => {
    const [inDatabase, atSlack] = await Promise.all([
      databaseTime(patient),
      patient.slack === undefined ? undefined : slackTime(patient.slack.apiUrl),
    ]);
    const apart = [...compare('the database', inDatabase), ...compare('Slack', atSlack)];
    return apart.length > 0 ? apart : [fine('the clocks agree')];
  },
};

function compare(whose: string, time: Date | undefined): Finding[] {
  const apartMs = time === undefined ? 0 : time.getTime() - Date.now();
  if (Math.abs(apartMs) <= mostApartMs) return [];
  const seconds = Math.round(Math.abs(apartMs) / 1000);
  const say = `This machine's clock is ${seconds} seconds ${apartMs > 0 ? 'behind' : 'ahead of'} ${whose}.`;
  return [wrong(say, 'Have both kept by a time server: chrony or systemd-timesyncd.')];
}

/** Undefined where there is no server; why one does not answer is told by the database's own check. */
async function databaseTime({ base }: Patient): Promise<Date | undefined> {
  if (base?.databaseUrl === undefined) return undefined;
  let opened: Database | undefined;
  try {
    opened = await openDatabase({
      url: base.databaseUrl,
      folder: base.dataFolder,
      log: makeLog('silent', (line) => line),
    });
    return await readTime(opened);
  } catch {
    return undefined;
  } finally {
    await opened?.stop();
  }
}

/** By the function that everything else goes by, once the tables are there. */
async function readTime(sql: Database): Promise<Date | undefined> {
  const own = await sql.one(z.object({ is: z.boolean() }), `select to_regproc('ops_now') is not null as is`);
  const row = await sql.one(z.object({ now: z.date() }), `select ${own?.is === true ? 'ops_now()' : 'now()'} as now`);
  return row?.now;
}
