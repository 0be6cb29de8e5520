// The practice AERIS-AQ: a chat service about the air with a real SQLite file, logs, backups, a git history and a process, and the
// providers around it. Everything lives in one folder and on loopback; after `stop` no process and no file is left.

import { join } from 'node:path';
import { startControl } from '../../kit/control.ts';
import { buildPrograms, writeStandIns } from '../../kit/programs.ts';
import type { PracticeSystem } from '../../kit/system.ts';
import type { Tool } from '../../kit/tool.ts';
import type { Commanded } from './commanded.ts';
import { driverPath } from './database.ts';
import { causeFault, faults } from './faults.ts';
import { hostTools } from './host-tools.ts';
import { prepareLayout } from './layout.ts';
import { lookAt } from './look.ts';
import { startOutside } from './outside.ts';
import { claimPlaces, type Places } from './places.ts';
import { pythonTools } from './python.ts';
import { lastLines } from './readings.ts';
import { createService, type Service } from './service.ts';
import { serviceTools, sudo } from './service-tools.ts';
import { sqlite3 } from './sqlite3.ts';
import { makeKeys, makeWorld } from './world.ts';

export interface PracticeAeris extends PracticeSystem {
  readonly url: string;
}

/** Starts it. `folder` is made when it is missing and must be empty otherwise. */
export async function startAeris(options: { folder: string; now?: () => Date }): Promise<PracticeAeris> {
  const places = await claimPlaces(options.folder);
  try {
    return await startIn(places, options.now ?? (() => new Date()));
  } catch (thrown) {
    await places.clear();
    throw thrown;
  }
}

async function startIn(places: Places, now: () => Date): Promise<PracticeAeris> {
  const driver = driverPath();
  const keys = makeKeys();
  let world = makeWorld(keys);
  buildPrograms(places.root, [new URL('./server.ts', import.meta.url)]);
  const outside = await startOutside(() => commanded);
  const layout = await prepareLayout({ places, driver, keys, outside: outside.url, now });
  const startService = async (port: number): Promise<Service> => {
    await layout.lay();
    const program = join(places.root, 'programs', 'server.mjs');
    const started = createService({ places, program, driver, outside: outside.url, port });
    if (!(await started.start())) {
      const [said = 'it said nothing'] = await lastLines(join(places.logs, 'app.log'), 1);
      throw new Error(`The practice AERIS-AQ did not start: ${said}`);
    }
    return started;
  };
  let service = await startService(0);
  const port = service.listening()?.port ?? 0;
  const url = `http://127.0.0.1:${String(port)}`;
  const commanded: Commanded = {
    places,
    driver,
    keys,
    world: () => world,
    service: () => service,
    url,
    outside: outside.url,
    now,
  };
  const tools = toolsOf(commanded);
  const bin = await writeStandIns(
    places.root,
    tools.map(({ name }) => name),
  );
  const control = await startControl(places.root, tools);
  return {
    name: 'aeris',
    url,
    environment: {
      AERIS_URL: url,
      AERIS_HOME: places.home,
      AERIS_VAULT: places.vault,
      AERIS_OLLAMA_URL: `${outside.url}/ollama`,
      AERIS_OLLAMA_HOME: places.ollama,
      AERIS_OPENAI_URL: `${outside.url}/openai`,
      AERIS_OPENAI_API_KEY: keys.openAi,
      AERIS_PROMETHEUS_URL: `${outside.url}/prometheus`,
    },
    bin,
    faults,
    look: () => lookAt(commanded),
    cause: (fault) => causeFault(commanded, fault),
    reset: async () => {
      await service.stop();
      world = makeWorld(keys);
      service = await startService(port);
    },
    stop: async () => {
      await service.stop();
      await control.stop();
      await outside.stop();
      await places.clear();
    },
  };
}

function toolsOf(commanded: Commanded): readonly Tool[] {
  const tools = [sqlite3(commanded), ...hostTools(commanded), ...pythonTools(commanded), ...serviceTools(commanded)];
  return [...tools, sudo(tools)];
}
