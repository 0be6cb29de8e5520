// The stand-ins for `ss` and `free`: the connections to the application, and the memory of this machine.

import { freemem, totalmem } from 'node:os';
import { z } from 'zod';
import { printed, table } from '../../kit/answer.ts';
import type { CommandTable } from '../../kit/command.ts';
import type { Commanded } from './commanded.ts';

const dashboard = z.object({ websockets: z.object({ connections: z.number() }) });

export const ss: CommandTable<Commanded> = {
  name: 'ss',
  options: {
    tcp: { type: 'boolean', short: 't' },
    all: { type: 'boolean', short: 'a' },
    numeric: { type: 'boolean', short: 'n' },
  },
  numbers: [],
  commands: {
    '': {
      usage: 'ss -tan',
      needs: ['tcp', 'all', 'numeric'],
      run: async (commanded) => {
        const header = ['State', 'Recv-Q', 'Send-Q', 'Local Address:Port', 'Peer Address:Port'];
        const listen = ['LISTEN', '0', '511', '0.0.0.0:5000', '0.0.0.0:*'];
        const connected = Array.from({ length: await connections(commanded) }, (_none, index) => {
          const peer = `203.0.113.${String(1 + (index % 254))}:${String(40_000 + index)}`;
          return ['ESTAB', '0', '0', '10.0.0.7:5000', peer];
        });
        const isUp = commanded.supervisor().phase() === 'running';
        return printed(...table([header, ...(isUp ? [listen, ...connected] : [])]));
      },
    },
  },
};

export const free: CommandTable<Commanded> = {
  name: 'free',
  options: { mebi: { type: 'boolean', short: 'm' } },
  numbers: [],
  commands: {
    '': {
      usage: 'free -m',
      needs: ['mebi'],
      run: () => {
        const [total, available] = [totalmem(), freemem()].map((bytes) => Math.round(bytes / 1024 / 1024));
        const used = (total ?? 0) - (available ?? 0);
        return printed(
          ...table([
            ['', 'total', 'used', 'available'],
            ['Mem:', String(total), String(used), String(available)],
          ]),
        );
      },
    },
  },
};

async function connections({ url, token }: Commanded): Promise<number> {
  try {
    const response = await fetch(`${url}/api/telemetry/dashboard`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(1_000),
    });
    return dashboard.parse(await response.json()).websockets.connections;
  } catch {
    return 0;
  }
}
