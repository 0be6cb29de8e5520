// The stand-ins that look at the practice machine: processes, connections, memory, disk, graphics card, open files; and its firewall.

import { basename } from 'node:path';
import { type Answer, failed, printed, table, unsupported } from '../../kit/answer.ts';
import type { Tool } from '../../kit/tool.ts';
import type { Commanded } from './commanded.ts';
import { diskUsedPercent, traffic } from './readings.ts';
import { attacker } from './world.ts';

const application = 'uvicorn src.api.main:app';
const none: Answer = { exit: 1, stdout: '', stderr: '' };

type Said = Answer | undefined;

/** `answer` gets the arguments as one text; what it does not answer is refused with the usages. */
function tool(name: string, usages: readonly string[], answer: (words: string) => Said | Promise<Said>): Tool {
  return { name, run: async ({ args }) => (await answer(args.join(' '))) ?? unsupported([name, ...args], usages) };
}

export function hostTools(commanded: Commanded): readonly Tool[] {
  return [...processTools(commanded), ...machineTools(commanded)];
}

function processTools(commanded: Commanded): readonly Tool[] {
  const { service, world, places } = commanded;
  return [
    tool('ps', ['ps aux', 'ps -o args= -p PID'], async (words) => {
      const pid = service().pid();
      if (words === 'aux') {
        const cpu = (await traffic(commanded))?.cpuPercent ?? 0;
        const rows = [
          ['USER', 'PID', '%CPU', 'COMMAND'],
          ['root', '1', '0', '/sbin/init'],
          ...(pid === undefined ? [] : [['aeris', String(pid), String(cpu), application]]),
          ...(world().ollama.running ? [['ollama', '812', '4', 'ollama serve']] : []),
        ];
        return printed(...table(rows));
      }
      if (!words.startsWith('-o args= -p ')) return undefined;
      return words === `-o args= -p ${String(pid)}` ? printed(application) : none;
    }),
    tool('netstat', ['netstat -an'], async (words) => {
      if (words !== '-an') return undefined;
      const address = new URL(commanded.url).host;
      if (service().pid() === undefined) return printed('Proto  Local Address  State');
      const open = (await traffic(commanded))?.connections ?? 0;
      const lines = Array.from({ length: open }, () => `tcp  ${address}  ESTABLISHED`);
      return printed('Proto  Local Address  State', `tcp  ${address}  LISTEN`, ...lines);
    }),
    tool('fuser', ['fuser data/aeris_agent.db'], (words) => {
      if (words !== `data/${basename(places.database)}`) return undefined;
      return service().holdsLock() ? printed(String(service().pid() ?? '')) : none;
    }),
    tool('top', ['top -b -n 1'], async (words) => {
      if (words !== '-b -n 1') return undefined;
      const cpu = String((await traffic(commanded))?.cpuPercent ?? 0);
      const rows = [
        ['PID', '%CPU', 'COMMAND'],
        [String(service().pid() ?? '-'), cpu, application],
      ];
      return printed(...table(rows));
    }),
  ];
}

function machineTools(commanded: Commanded): readonly Tool[] {
  const { service, world } = commanded;
  const shows = (name: string, usage: string, rows: () => readonly (readonly string[])[]): Tool =>
    tool(name, [usage], (words) => (`${name} ${words}`.trim() === usage ? printed(...table(rows())) : undefined));
  return [
    shows('free', 'free -h', () => [
      ['', 'total', 'used', 'free'],
      ['Mem:', '7.8Gi', service().pid() === undefined ? '2.4Gi' : '3.6Gi', '4.2Gi'],
    ]),
    shows('iostat', 'iostat -x 1 2', () => [
      ['Device', 'w/s', '%util'],
      ['practice', '16.0', '3.1'],
    ]),
    shows('nvidia-smi', 'nvidia-smi', () => [
      ['GPU', 'Memory', 'Process'],
      ['0', world().ollama.running ? '2148MiB / 8192MiB' : '0MiB / 8192MiB', world().ollama.running ? 'ollama' : '-'],
    ]),
    tool('df', ['df -h'], async (words) => {
      if (words !== '-h') return undefined;
      const used = `${String(await diskUsedPercent(commanded))}%`;
      const rows = [
        ['Filesystem', 'Size', 'Use%', 'Mounted on'],
        ['/dev/practice', '16M', used, '/'],
      ];
      return printed(...table(rows));
    }),
    tool('ufw', ['ufw status', 'ufw deny from ADDRESS', 'ufw delete deny from ADDRESS'], (words) =>
      firewall(commanded, words),
    ),
  ];
}

function firewall({ world }: Commanded, words: string): Said {
  const { deniedAddresses: denied } = world();
  if (words === 'status') return printed('Status: active', ...denied.map((address) => `Anywhere  DENY  ${address}`));
  const [, remove, address] = /^(delete )?deny from (\d{1,3}(?:\.\d{1,3}){3})$/.exec(words) ?? [];
  if (address === undefined) return undefined;
  const at = denied.indexOf(address);
  if (remove === undefined) {
    if (at === -1) denied.push(address);
    if (address === attacker) world().failedSignIns = 0;
    return printed('Rule added');
  }
  if (at === -1) return failed('Could not delete non-existent rule');
  denied.splice(at, 1);
  return printed('Rule deleted');
}
