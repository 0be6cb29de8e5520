// The registry of tools: every file in tools/, by the name of the program. Two files that claim one name refuse to load.

import { alembic } from './tools/alembic.ts';
import * as archives from './tools/archives.ts';
import * as docker from './tools/docker.ts';
import * as fileTools from './tools/file-tools.ts';
import { find } from './tools/find.ts';
import { git } from './tools/git.ts';
import { helm } from './tools/helm.ts';
import * as host from './tools/host.ts';
import * as httpClients from './tools/http-clients.ts';
import * as interpreters from './tools/interpreters.ts';
import { kubectl } from './tools/kubectl.ts';
import { npm } from './tools/npm.ts';
import * as postgres from './tools/postgres.ts';
import * as processes from './tools/processes.ts';
import { redisCli } from './tools/redis-cli.ts';
import * as remote from './tools/remote.ts';
import * as services from './tools/services.ts';
import * as shellBuiltins from './tools/shell-builtins.ts';
import { shells } from './tools/shells.ts';
import * as streamEditors from './tools/stream-editors.ts';
import * as textTools from './tools/text-tools.ts';
import * as wrappers from './tools/wrappers.ts';
import type { Tool } from './tool.ts';

const tools: readonly Tool[] = [
  ...Object.values(archives),
  ...Object.values(docker),
  ...Object.values(fileTools),
  ...Object.values(host),
  ...Object.values(httpClients),
  ...Object.values(interpreters),
  ...Object.values(postgres),
  ...Object.values(processes),
  ...Object.values(remote),
  ...Object.values(services),
  ...Object.values(shellBuiltins),
  ...Object.values(streamEditors),
  ...Object.values(textTools),
  ...Object.values(wrappers),
  alembic,
  find,
  git,
  helm,
  kubectl,
  npm,
  redisCli,
  shells,
];

const byName = indexed();

/** The tool of a program's name, or `undefined` for one that is not known. */
export function toolNamed(name: string): Tool | undefined {
  return byName.get(name);
}

function indexed(): ReadonlyMap<string, Tool> {
  const index = new Map<string, Tool>();
  for (const tool of tools) {
    for (const name of tool.names) {
      if (index.has(name)) throw new Error(`Two tool files describe ${name}`);
      index.set(name, tool);
    }
  }
  return index;
}
