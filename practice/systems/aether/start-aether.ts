// The practice ÆTHER: a process that answers from real files, its unit, and the tools of its runbook. Everything lives in one folder
// and on loopback; after `stop` no process and no file is left.

import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toolOf } from '../../kit/command.ts';
import { startControl } from '../../kit/control.ts';
import { buildPrograms, writeStandIns } from '../../kit/programs.ts';
import type { PracticeSystem } from '../../kit/system.ts';
import { startAppProcess } from './app-process.ts';
import { causeFault, faults } from './faults.ts';
import { healthyFiles } from './healthy-files.ts';
import { jqIn } from './jq/jq.ts';
import { type AetherState, lookAt } from './look.ts';
import { claimPlaces, type Places } from './places.ts';
import { systemctl } from './systemctl.ts';
import { files, treeAt } from './tree.ts';
import { createUnit, type Unit } from './unit.ts';

export interface PracticeAether extends PracticeSystem {
  readonly url: string;
  readonly environment: Readonly<Record<'AETHER_URL' | 'AETHER_HOME' | 'AETHER_LOGS' | 'AETHER_ADMIN_KEY', string>>;
  readonly look: () => Promise<AetherState>;
}

/** Starts it. `folder` is made when it is missing and must be empty otherwise. */
export async function startAether(options: { folder: string; now?: () => Date }): Promise<PracticeAether> {
  const places = await claimPlaces(options.folder);
  try {
    return await startIn(places, options.now ?? (() => new Date()));
  } catch (thrown) {
    await places.clear();
    throw thrown;
  }
}

async function startIn(places: Places, now: () => Date): Promise<PracticeAether> {
  buildPrograms(places.root, [new URL('./server.ts', import.meta.url)]);
  const bin = await writeStandIns(places.root, ['systemctl', 'jq']);
  const adminKey = randomBytes(16).toString('hex');
  const tree = treeAt(places.home);
  await makeFiles(places, now());
  const unit = unitIn(places, adminKey, now);
  await unit.start();
  const port = unit.port();
  if (port === undefined) throw new Error(`The practice ÆTHER did not start. See why in ${places.logs}.`);
  const url = `http://127.0.0.1:${String(port)}`;
  const control = await startControl(places.root, [toolOf(systemctl, { unit, now }), jqIn(places.root, now)]);

  return {
    name: 'aether',
    url,
    environment: { AETHER_URL: url, AETHER_HOME: places.home, AETHER_LOGS: places.logs, AETHER_ADMIN_KEY: adminKey },
    bin,
    faults,
    look: () => lookAt(tree, unit, url),
    cause: (fault) => causeFault(fault, { tree, unit, now }),
    reset: async () => {
      await unit.stop();
      await makeFiles(places, now());
      await unit.start();
    },
    stop: async () => {
      await unit.stop();
      await control.stop();
      await places.clear();
    },
  };
}

function unitIn({ root, home, logs }: Places, adminKey: string, now: () => Date): Unit {
  return createUnit({
    now,
    launch: (port) => {
      const started = now().toISOString().replaceAll(/[-:.]/g, '');
      const log = join(logs, `Start_application_${started}.log`);
      return startAppProcess({ program: join(root, 'programs', 'server.mjs'), home, log, adminKey, port });
    },
  });
}

/** Lays down what a healthy ÆTHER has, and nothing else. */
async function makeFiles({ home, logs }: Places, now: Date): Promise<void> {
  await Promise.all([home, logs].map((folder) => rm(folder, { recursive: true, force: true })));
  await mkdir(logs);
  for (const [file, content] of Object.entries(healthyFiles(now.getTime()))) {
    await mkdir(dirname(join(home, file)), { recursive: true });
    await writeFile(join(home, file), content);
  }
  // Nothing uses it: it is there to be taken away, and no two are alike.
  const key = `OPENAI_API_KEY=practice-${randomBytes(12).toString('hex')}\n`;
  await writeFile(join(home, files.key), key, { mode: 0o600 });
}
