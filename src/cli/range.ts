// `opsbook range`: the practice range for drills. A running bot that has its two variables rehearses procedures against fresh practice
// systems; none is started until a drill asks for one.

import { startDrillDoor, type DrillDoor } from '../../practice/drill-door.ts';
import { CannotStart } from '../errors.ts';
import type { CliCommand } from './cli-command.ts';
import { untilStopped } from './until-stopped.ts';

export const command: CliCommand = {
  name: 'range',
  describe: 'start practice systems for drills, on this machine',
  options: [{ flags: '--port <port>', describe: 'the port on loopback (default 8766)' }],
  act: async (_words, options, { print }) => {
    const port = Number(options['port'] ?? 8766);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new CannotStart('--port takes a port number, 0 to 65535.');
    const door = await openDoor(port);
    try {
      print('The practice range is ready. Start Opsbook on this machine with these two variables:');
      print('');
      print(`OPSBOOK_RANGE_URL=${door.url}`);
      print(`OPSBOOK_RANGE_TOKEN=${door.token}`);
      print('');
      print('Then, in Slack: /ops drill <procedure>. Ctrl-C ends the range and every drill on it.');
      await untilStopped();
      return 0;
    } finally {
      await door.stop();
    }
  },
};

async function openDoor(port: number): Promise<DrillDoor> {
  try {
    return await startDrillDoor({ port });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE')
      throw new CannotStart(`Port ${port} is in use. Choose another: opsbook range --port ${port + 1}`, {
        cause: thrown,
      });
    throw thrown;
  }
}
