// The stand-in for `kubectl`: what a runbook needs of the one deployment and its secrets, and nothing else.

import { age, type Answer, failed, printed, table } from '../../kit/answer.ts';
import { type Command, type CommandTable, type Flags, numberIn, toolOf } from '../../kit/command.ts';
import type { Call, Tool } from '../../kit/tool.ts';
import type { Commanded } from './commanded.ts';
import { isSecretCall, secretCommands, storeManifest } from './kubectl-secrets.ts';

const name = 'deployment/daena-production';
const settable = /^(DAENA_NBMF_ENABLED|DAENA_TENANT_RATE_LIMIT_RPM)=(\S+)$/;

const commands: Readonly<Record<string, Command<Commanded>>> = {
  'get pods': { usage: 'kubectl get pods [-l app=daena]', flags: ['selector'], run: pods },
  [`logs ${name}`]: {
    usage: `kubectl logs ${name} --tail=N`,
    needs: ['tail'],
    run: ({ log }, flags) => ({ exit: 0, stdout: log(numberIn(flags, 'tail') ?? 0), stderr: '' }),
  },
  [`rollout restart ${name}`]: {
    usage: `kubectl rollout restart ${name}`,
    run: ({ deployment }) => {
      deployment.rollOut();
      return printed(`${name} restarted`);
    },
  },
  [`rollout status ${name}`]: {
    usage: `kubectl rollout status ${name} [--timeout=90s]`,
    flags: ['timeout'],
    run: status,
  },
  [`scale ${name}`]: { usage: `kubectl scale ${name} --replicas=N`, needs: ['replicas'], run: scale },
  ...secretCommands,
};

const known: CommandTable<Commanded> = {
  name: 'kubectl',
  options: {
    selector: { type: 'string', short: 'l' },
    output: { type: 'string', short: 'o' },
    filename: { type: 'string', short: 'f' },
    type: { type: 'string' },
    patch: { type: 'string', short: 'p' },
    tail: { type: 'string' },
    timeout: { type: 'string' },
    replicas: { type: 'string' },
    'from-file': { type: 'string' },
    'dry-run': { type: 'string' },
  },
  numbers: ['tail', 'replicas'],
  commands,
};

export function kubectl(state: Commanded): Tool {
  const byTable = toolOf(known, state);
  return {
    name: 'kubectl',
    readsStdin: isSecretCall,
    run: (call) => {
      if (isSecretCall(call.args)) return storeManifest(state, call);
      return call.args.slice(0, 3).join(' ') === `set env ${name}` ? setEnv(state, call) : byTable.run(call);
    },
  };
}

/** The value is a word of its own, so no table can list it. */
function setEnv({ deployment }: Commanded, { args: [, , , assignment = '', ...more] }: Call): Answer {
  const [, variable, value] = settable.exec(assignment) ?? [];
  if (variable === undefined || value === undefined || more.length > 0) {
    const say = `kubectl set env ${name} takes DAENA_NBMF_ENABLED=… or DAENA_TENANT_RATE_LIMIT_RPM=… here, and one of them.`;
    return { exit: 64, stdout: '', stderr: `${say}\n` };
  }
  if (deployment.variables()[variable] !== value) deployment.rollOut({ set: { [variable]: value } });
  return printed(`${name} env updated`);
}

function pods({ deployment, now }: Commanded): Answer {
  const phase = deployment.phase();
  if (phase === 'stopped') return { exit: 0, stdout: '', stderr: 'No resources found in default namespace.\n' };
  const state = { running: 'Running', starting: 'ContainerCreating', crashed: 'CrashLoopBackOff' }[phase];
  const since = age(deployment.startedAt(), now());
  const rows = Array.from({ length: deployment.replicas() }, (_one, index) => [
    `daena-production-6f9c4d-${String(index)}`,
    phase === 'running' ? '1/1' : '0/1',
    state,
    since,
  ]);
  return printed(...table([['NAME', 'READY', 'STATUS', 'AGE'], ...rows]));
}

async function status({ deployment }: Commanded, _flags: Flags, { signal }: Call): Promise<Answer> {
  const gone = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await Promise.race([deployment.settled(), gone]);
  if (deployment.phase() === 'running') return printed('deployment "daena-production" successfully rolled out');
  return failed('error: deployment "daena-production" exceeded its progress deadline');
}

function scale({ deployment }: Commanded, flags: Flags): Answer {
  const replicas = numberIn(flags, 'replicas') ?? 0;
  if (replicas < 1 || replicas > 9) return failed('The practice deployment runs with 1 to 9 replicas.');
  deployment.rollOut({ replicas });
  return printed(`${name} scaled`);
}
