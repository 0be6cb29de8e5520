// The stand-ins for the services around the practice application: Ollama, Redis, PostgreSQL, cron, and the way to be another user.

import { type Answer, failed, printed, table, unsupported } from '../../kit/answer.ts';
import type { Call, Tool } from '../../kit/tool.ts';
import type { Commanded } from './commanded.ts';

export function serviceTools({ world }: Commanded): readonly Tool[] {
  return [
    {
      name: 'ollama',
      run: ({ args }) => {
        const { ollama } = world();
        const [verb, model] = args;
        const usages = ['ollama list', 'ollama pull MODEL', 'ollama rm MODEL'];
        if (args.length > 2 || !['list', 'pull', 'rm'].includes(verb ?? ''))
          return unsupported(['ollama', ...args], usages);
        if (!ollama.running) return failed('Error: could not connect to ollama app, is it running?');
        if (verb === 'list')
          return printed(...table([['NAME', 'SIZE'], ...ollama.models.map((name) => [name, '2.0 GB'])]));
        if (model === undefined) return unsupported(['ollama', ...args], usages);
        if (verb === 'rm' && !ollama.models.includes(model)) return failed(`Error: model '${model}' not found`);
        const others = ollama.models.filter((name) => name !== model);
        ollama.models = verb === 'pull' ? [...others, model] : others;
        return printed('success');
      },
    },
    {
      name: 'systemctl',
      run: ({ args }) => {
        switch (args.join(' ')) {
          case 'restart ollama':
            world().ollama.running = true;
            return printed();
          case 'is-active ollama':
            return world().ollama.running ? printed('active') : { ...printed('inactive'), exit: 3 };
          default:
            return unsupported(['systemctl', ...args], ['systemctl restart ollama', 'systemctl is-active ollama']);
        }
      },
    },
    {
      name: 'redis-cli',
      run: ({ args }) =>
        args.join(' ').toLowerCase() === 'ping'
          ? printed('PONG')
          : unsupported(['redis-cli', ...args], ['redis-cli ping']),
    },
    {
      name: 'apt-get',
      run: ({ args }) => {
        if (args.join(' ') !== 'install --yes postgresql postgresql-contrib')
          return unsupported(['apt-get', ...args], ['apt-get install --yes postgresql postgresql-contrib']);
        world().postgres.installed = true;
        return printed('Setting up postgresql ...');
      },
    },
    {
      name: 'createdb',
      run: ({ args }) => {
        const { postgres } = world();
        if (args.join(' ') !== 'aeris_agent') return unsupported(['createdb', ...args], ['createdb aeris_agent']);
        if (!postgres.installed)
          return failed('createdb: error: connection to server failed: is PostgreSQL installed?');
        if (postgres.database !== undefined) return failed('createdb: error: database "aeris_agent" already exists');
        postgres.database = { sessions: new Map() };
        return printed();
      },
    },
    { name: 'psql', run: ({ args }) => psql(world().postgres.database?.sessions.size, args) },
    {
      name: 'crontab',
      readsStdin: (args) => args.join(' ') === '-',
      run: ({ args, stdin }) => {
        if (args.join(' ') === '-') {
          world().crontab = stdin;
          return printed();
        }
        if (args.join(' ') !== '-l') return unsupported(['crontab', ...args], ['crontab -l', 'crontab -']);
        const { crontab } = world();
        return crontab === '' ? failed('no crontab for aeris') : { exit: 0, stdout: crontab, stderr: '' };
      },
    },
  ];
}

function psql(sessions: number | undefined, args: readonly string[]): Answer {
  const [database, ...rest] = args.filter((word) => word !== '-At' && word !== '-d');
  const ask = 'select count(*) from sessions';
  if (database !== 'aeris_agent' || rest.join(' ') !== `-c ${ask}`)
    return unsupported(['psql', ...args], [`psql -At -d aeris_agent -c '${ask}'`]);
  return sessions === undefined
    ? failed('psql: error: database "aeris_agent" does not exist')
    : printed(String(sessions));
}

/** `sudo` for the stand-ins alone: nothing of the real machine is done as another user. */
export function sudo(tools: readonly Tool[]): Tool {
  const inner = ({ args }: Pick<Call, 'args'>): { name: string | undefined; rest: readonly string[] } => {
    const words = args[0] === '-n' ? args.slice(1) : args;
    const [name, ...rest] = words[0] === '-u' ? words.slice(2) : words;
    return { name, rest };
  };
  return {
    name: 'sudo',
    run: (call) => {
      const { name, rest } = inner(call);
      const tool = tools.find((one) => one.name === name);
      const usages = tools.map((one) => `sudo -n [-u USER] ${one.name} …`);
      return tool === undefined ? unsupported(['sudo', ...call.args], usages) : tool.run({ ...call, args: rest });
    },
  };
}
