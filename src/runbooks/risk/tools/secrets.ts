// Programs that hold, make or show secrets on the operator's own machine.

import { changes, destroys, reads } from '../tool.ts';
import type { MarkRule, Tool } from '../tool.ts';

const shows: MarkRule = { kind: 'prints-secret', say: 'prints a secret in plain text' };

export const gpg: Tool = {
  names: ['gpg', 'gpg2', 'age', 'rage'],
  ...changes('encrypts, signs or changes keys', {
    flags: {
      anyOther: true,
      valued: '-r --recipient -u --local-user -i --identity',
      special: { '-o': { valued: true, writes: true }, '--output': { valued: true, writes: true } },
    },
  }),
  cases: [
    {
      flag: '--delete-key --delete-keys --delete-secret-key --delete-secret-keys --delete-secret-and-public-key',
      risk: 'destroy',
      say: 'deletes a key',
    },
    {
      flag: '-k --list-keys -K --list-secret-keys --fingerprint --list-packets --verify --check-sigs --version --list-sigs --show-keys --export',
      risk: 'read',
      say: 'only prints',
    },
    { flag: '-d --decrypt --export-secret-keys', risk: 'read', say: 'only prints' },
  ],
  marks: [
    {
      kind: 'prints-secret',
      flag: '-d --decrypt --export-secret-keys',
      without: '-o --output',
      say: 'prints a secret in plain text',
    },
  ],
};

export const pass: Tool = {
  names: ['pass', 'gopass'],
  flags: { plain: '-c --clip' },
  verbs: {
    'show|otp': { ...reads({ anyOther: true }), marks: [shows] },
    'ls|list|find|grep|version|help': reads({ anyOther: true }),
    'insert|edit|generate|init|git|mv|cp|sync': changes('changes what is kept', { flags: { anyOther: true } }),
    'rm|remove|delete': destroys('deletes a secret'),
  },
};

// They hand secrets to a program as its environment; anything else that they do is judged by its words.
export const secretRunners: Tool = {
  names: ['chamber', 'aws-vault', 'doppler', 'infisical', 'op', 'teller', 'envchain'],
  verbs: {
    'exec|run': {
      flags: {
        plain: '--no-session -n',
        valued: '--duration --region -d --env-file -e --env --projectId --path -p -c',
      },
      cases: [{ atMost: 0, risk: 'change', say: 'opens a shell with secrets' }],
      runs: { from: 0, as: 'argv' },
    },
    read: { ...reads({ anyOther: true }), marks: [shows] },
    'list|ls|whoami|version': reads({ anyOther: true }),
  },
};

export const sshKeys: Tool = {
  names: ['ssh-keygen'],
  ...changes('makes or changes a key', { flags: { anyOther: true, valued: '-t -b -C -f -N -P -E -F -R -I -n -V -s' } }),
  cases: [
    { flag: '-R', risk: 'change', say: "forgets a machine's key" },
    { flag: '-l -lf -F -B -L -y -H', risk: 'read', say: 'only prints' },
  ],
  marks: [
    { kind: 'interactive', without: '-l -lf -F -B -L -y -H -R -N -q', say: 'asks for a file and a passphrase' },
    { kind: 'prints-secret', flag: '-y', say: 'reads a private key' },
  ],
};

export const sshAgent: Tool = {
  names: ['ssh-add', 'ssh-agent', 'ssh-copy-id', 'kinit', 'kdestroy', 'keychain'],
  ...changes("changes the operator's own session, or who may log in", { flags: { anyOther: true } }),
  cases: [{ flag: '-l -L', risk: 'read', say: 'only lists' }],
};

export const sshScan: Tool = {
  names: ['ssh-keyscan', 'klist', 'pwgen', 'uuidgen', 'mkpasswd'],
  ...reads({ anyOther: true }),
};

export const certbot: Tool = {
  names: ['certbot', 'acme.sh', 'lego', 'mkcert'],
  flags: { anyOther: true, plain: '--dry-run -n --non-interactive', valued: '-d --domain -c --config --email' },
  cases: [
    { flag: '--dry-run', risk: 'read', say: 'only tries' },
    { operand: 0, is: /^(certificates|list|show_account|version|inspect|plugins)$/, risk: 'read', say: 'only lists' },
    { operand: 0, is: /^(delete|revoke|remove)$/, risk: 'destroy', say: 'takes a certificate away' },
    { flag: '--list --info --version', risk: 'read', say: 'only lists' },
    { flag: '--remove --revoke', risk: 'destroy', say: 'takes a certificate away' },
    { risk: 'change', say: 'makes or changes certificates' },
  ],
};
