// The stand-in for `systemctl`, for the one unit `aether`. As with a unit of `Type=exec`, a start that fails later is no failed command.

import { age, type Answer, printed } from '../../kit/answer.ts';
import type { CommandTable } from '../../kit/command.ts';
import type { Unit } from './unit.ts';

export interface Commanded {
  readonly unit: Unit;
  readonly now: () => Date;
}

export const systemctl: CommandTable<Commanded> = {
  name: 'systemctl',
  options: {},
  numbers: [],
  commands: {
    'start aether': { usage: 'systemctl start aether', run: ({ unit }) => silently(unit.start()) },
    'stop aether': { usage: 'systemctl stop aether', run: ({ unit }) => silently(unit.stop()) },
    'restart aether': { usage: 'systemctl restart aether', run: ({ unit }) => silently(unit.restart()) },
    'is-active aether': {
      usage: 'systemctl is-active aether',
      // https://www.freedesktop.org/software/systemd/man/latest/systemctl.html#is-active%20PATTERN%E2%80%A6
      run: ({ unit }) => ({ exit: unit.state() === 'active' ? 0 : 3, stdout: `${unit.state()}\n`, stderr: '' }),
    },
    'status aether': { usage: 'systemctl status aether', run: status },
  },
};

async function silently(done: Promise<void>): Promise<Answer> {
  await done;
  return printed();
}

function status({ unit, now }: Commanded): Answer {
  const pid = unit.pid();
  const lines = [
    'aether.service - AETHER (npm run dev)',
    `   Active: ${unit.state()} for ${age(unit.since(), now())}`,
    ...(pid === undefined ? [] : [` Main PID: ${String(pid)}`]),
  ];
  return { exit: unit.state() === 'active' ? 0 : 3, stdout: `${lines.join('\n')}\n`, stderr: '' };
}
