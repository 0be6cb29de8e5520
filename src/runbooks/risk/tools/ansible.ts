// Ansible: https://docs.ansible.com/ansible/latest/command_guide/. What a module does depends on its arguments: `state=absent`, a shell line.

import { destructiveName } from '../danger-words.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { Flags, MarkRule, Tool } from '../tool.ts';

const connection: Flags = {
  plain: `-b --become -K --ask-become-pass -k --ask-pass -J --ask-vault-pass --ask-vault-password -v -vv -vvv -vvvv -D --diff
    -C --check -o --one-line --list-hosts --syntax-check --list-tasks --list-tags --step --flush-cache --force-handlers -h --help`,
  valued: `-i --inventory --inventory-file -l --limit -u --user -f --forks -e --extra-vars -c --connection -T --timeout -M --module-path
    --become-user --become-method --private-key --key-file --vault-password-file --vault-id -P --poll -B --background --playbook-dir
    --ssh-common-args --ssh-extra-args -t --tags --skip-tags --start-at-task`,
};
const asking: readonly MarkRule[] = [
  { kind: 'interactive', flag: '-K --ask-become-pass -k --ask-pass -J --ask-vault-pass --ask-vault-password --step' },
];

const looking =
  /^(ansible\.builtin\.)?(ping|setup|gather_facts|stat|slurp|debug|assert|find|service_facts|package_facts|getent|wait_for|wait_for_connection|win_ping)$/;
const shellLike = /^(ansible\.(builtin|windows)\.)?(win_)?(command|shell|raw|script)$/;
const other = /^(?!(ansible\.(builtin|windows)\.)?(win_)?(command|shell|raw|script)$)/;
const removing =
  /\b(?:\w*_)?(state|ensure|action|operation|command|task)"?\s*[=:]\s*["']?(absent|removed?|purged?|stop(ped)?|deleted?|terminated?|powered-?off|destroy|wipe|reset|restore|clean|uninstall)\b/i;

export const ansible: Tool = {
  names: ['ansible'],
  cases: [
    { flag: '--list-hosts', risk: 'read', say: 'only lists' },
    { flag: '-m --module-name', value: looking, risk: 'read', say: 'only looks' },
    { flag: '-m --module-name', value: /(^|\.)(win_)?reboot$/, risk: 'destroy', say: 'restarts whole machines' },
    { flag: '-a --args', value: removing, risk: 'destroy', say: 'removes or stops it on every machine named' },
    { flag: '-m --module-name', value: other, unsure: true, risk: 'change', say: 'changes the machines it names' },
  ],
  flags: {
    ...connection,
    valued: `${connection.valued ?? ''} -m --module-name`,
    special: {
      '-a': { valued: true, runs: 'shell', runsWhen: { flag: '-m --module-name', value: shellLike } },
      '--args': { valued: true, runs: 'shell', runsWhen: { flag: '-m --module-name', value: shellLike } },
      '-t': { valued: true, writes: true },
      '--tree': { valued: true, writes: true },
    },
  },
  marks: asking,
};

export const ansiblePlaybook: Tool = {
  names: ['ansible-playbook', 'ansible-pull', 'ansible-runner'],
  ...changes('changes the machines that the playbook names', {
    cases: [
      { some: destructiveName, risk: 'destroy', say: 'runs a playbook whose name says that it removes something' },
      { flag: '-t --tags', value: destructiveName, risk: 'destroy', say: 'runs the tasks that remove something' },
      { flag: '-e --extra-vars', value: removing, risk: 'destroy', say: 'removes or stops what the playbook names' },
    ],
    flags: connection,
    dryRun: '-C --check --syntax-check --list-tasks --list-tags --list-hosts',
  }),
  marks: asking,
};

export const ansibleVault: Tool = {
  names: ['ansible-vault'],
  flags: { plain: '-J --ask-vault-pass --ask-vault-password -v', valued: '--vault-id --vault-password-file' },
  verbs: {
    view: { ...reads(connection), marks: [{ kind: 'prints-secret' }] },
    'encrypt_string|encrypt|rekey': changes('encrypts it', { flags: { anyOther: true } }),
    decrypt: changes('writes secrets into a file that anybody can read', {
      cases: [{ flag: '--output', value: /^(-|\/dev\/stdout)$/, risk: 'read', say: 'only prints' }],
      flags: { ...connection, valued: `${connection.valued ?? ''} --output` },
      marks: [{ kind: 'prints-secret', flag: '--output' }],
    }),
    'edit|create': { ...changes('opens an editor'), marks: [{ kind: 'interactive' }] },
  },
};

export const ansibleLooking: Tool = {
  names: ['ansible-inventory', 'ansible-doc', 'ansible-lint', 'ansible-config'],
  ...reads({
    plain: `${connection.plain ?? ''} --list --graph --yaml -y --toml --export --vars -s --snippet -j --json -p --parseable -q`,
    valued: `${connection.valued ?? ''} --host -t --type --limit`,
    special: {
      '--output': { valued: true, writes: true },
      '--fix': { effect: { risk: 'change', say: 'rewrites files' } },
    },
  }),
  marks: asking,
};

const galaxy = {
  verbs: {
    'list|search|info|verify': reads({ anyOther: true }),
    'install|download|build|publish|import|init|setup': changes('fetches or makes roles or collections', {
      flags: { anyOther: true },
    }),
    'remove|delete': destroys('removes roles', { flags: { anyOther: true } }),
  },
};

export const ansibleGalaxy: Tool = {
  names: ['ansible-galaxy'],
  verbs: { ...galaxy.verbs, 'role|collection': galaxy },
};

export const ansibleConsole: Tool = {
  names: ['ansible-console'],
  ...changes('opens a console on machines', { flags: connection }),
  marks: [{ kind: 'interactive' }],
};
