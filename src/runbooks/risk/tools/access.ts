// Ways to machines and secrets: Teleport, Boundary, sops, step, WireGuard's relatives, identity directories.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, MarkRule, Tool } from '../tool.ts';
import { groupsOf, usualVerbs } from '../verb-groups.ts';
import { temporal } from './data-jobs.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const secret: CommandRule = { ...look, marks: [{ kind: 'prints-secret' }] };
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });
const entering: readonly MarkRule[] = [{ kind: 'interactive' }, { kind: 'elsewhere' }];
const own: CommandRule = { ...look, marks: [{ kind: 'interactive' }] };

// https://goteleport.com/docs/reference/cli/tsh/
export const tsh: Tool = {
  names: ['tsh'],
  flags: {
    plain: '-d --debug --insecure',
    valued: '--proxy --user --cluster -l --login -i --identity --auth -J --ttl',
  },
  verbs: {
    'ls|status|clusters|version|env|resolve|mfa|recordings|sessions|search': { ...look, verbs: { '*': look } },
    'apps|app|db|kube|aws|gcloud|az|gcp|request|requests': {
      verbs: {
        'ls|list|show|search|config|env|login|logout|credentials': look,
        connect: { ...change('opens a database'), marks: entering },
        'create|review|drop|exec|join|sessions': change('asks for access, or uses it'),
      },
    },
    'login|logout': own,
    ssh: {
      flags: { anyOther: true, valued: '-p --port -L -R -D --forward --participant-req --reason -o -l --login' },
      runs: { from: 1, as: 'shell' },
      cases: [{ atMost: 1, risk: 'change', say: 'opens a shell on another machine' }],
      marks: entering.map((mark) => ({ ...mark, atMost: 1 })),
    },
    scp: change('copies files, over others that are there'),
    'proxy|play|join|kubectl|bench': change('opens a way to machines'),
  },
};

// Teleport's and Temporal's administration share this name.
export const tctl: Tool = {
  names: ['tctl'],
  flags: {
    plain: '--auto_confirm -d',
    valued: '-c --config --auth-server -i --identity --ns --namespace --address --ad --auth-token',
  },
  verbs: {
    ...temporal.verbs,
    'status|version|top|get|inventory|alerts|recordings': { ...look, verbs: { '*': look } },
    'users|tokens|nodes|apps|db|kube|requests|bots|devices|auth|acl|lock|locks|plugins|sso|idp|windows_desktops': {
      verbs: {
        'ls|list|get|status|export|crl|test|show|info': look,
        'rm|remove|del|reset|deny|rotate': removal('takes access away'),
        '*': { ...change('changes who may do what'), marks: [{ kind: 'prints-secret' }] },
      },
      ...change('changes who may do what'),
    },
    'create|edit|update|import': change('changes the cluster'),
    rm: removal('deletes it'),
  },
};

export const boundary: Tool = {
  names: ['boundary'],
  singleDash: true,
  flags: { valued: '-addr -token -recovery-config -format -tls-server-name -ca-cert -keyring-type -token-name' },
  verbs: {
    'authenticate|logout|version|search|config|ferry': { ...own, verbs: { '*': own } },
    connect: {
      ...change('opens a way to a machine'),
      marks: [{ kind: 'elsewhere' }],
      verbs: { '*': { ...change('opens a way to a machine'), marks: [{ kind: 'elsewhere' }] } },
    },
    'server|dev|daemon': { ...change('runs in the foreground'), marks: [{ kind: 'endless' }] },
    database: { verbs: { init: change('changes the database'), migrate: change('changes the database') } },
    '*': groupsOf(usualVerbs, 3),
  },
};

// https://getsops.io/docs/
export const sops: Tool = {
  names: ['sops'],
  ...change('opens a file of secrets in an editor'),
  cases: [
    { flag: '-i --in-place', risk: 'change', say: 'rewrites the file' },
    { operand: 0, is: /^(decrypt|encrypt|filestatus|help)$/, risk: 'read', say: 'only prints' },
    { operand: 0, is: /^(exec-env|exec-file)$/, risk: 'change', say: 'gives secrets to another program' },
    { operand: 0, is: /^(rotate|set|unset|updatekeys|groups|publish)$/, risk: 'change', say: 'rewrites the file' },
    {
      flag: '-r --rotate --set --add-kms --rm-kms --add-pgp --rm-pgp --add-age --rm-age',
      risk: 'change',
      say: 'rewrites the file',
    },
    { flag: '-d --decrypt -e --encrypt --extract --version', risk: 'read', say: 'only prints' },
  ],
  flags: {
    plain:
      '-d --decrypt -e --encrypt -i --in-place -r --rotate -s --ignore-mac --verbose --version -v --disable-version-check',
    valued: `--extract --input-type --output-type --age -a --kms -k --pgp -p --gcp-kms --azure-kv --hc-vault-transit --config --encrypted-regex
      --unencrypted-suffix --encrypted-suffix --set --filename-override --aws-profile`,
    special: { '--output': { valued: true, writes: true } },
  },
  marks: [
    { kind: 'prints-secret', flag: '-d --decrypt', without: '--output -i --in-place' },
    { kind: 'prints-secret', operand: 0, is: /^decrypt$/, without: '--output -i --in-place' },
    { kind: 'interactive', operand: 0, is: /^edit$/ },
    {
      kind: 'interactive',
      atMost: 1,
      without: '-d --decrypt -e --encrypt -i --in-place -r --rotate --set --version --extract',
    },
  ],
};

// https://smallstep.com/docs/step-cli/
export const step: Tool = {
  names: ['step', 'step-cli'],
  verbs: {
    certificate: {
      verbs: {
        'inspect|lint|verify|fingerprint|needs-renewal|format|p12|key': look,
        '*': change('makes or changes certificates'),
      },
    },
    ca: {
      verbs: {
        'health|root|roots|federation|bootstrap-helper': look,
        token: secret,
        'revoke|admin-remove': removal('makes a certificate useless'),
        '*': change('makes or renews certificates'),
      },
    },
    'crypto|oauth|ssh|context|path|version|completion|base64|fileserver|api|beta': {
      ...look,
      verbs: {
        'inspect|list|ls|show|verify|current|fingerprint|check-host|hosts|config|otp|hash|jwt|jwk|rand': look,
        '*': change('makes keys or tokens'),
      },
    },
  },
};

// Git repositories with secrets in them.
export const gitSecrets: Tool = {
  names: ['git-crypt', 'git-secret', 'transcrypt', 'blackbox_cat'],
  verbs: {
    'status|list|whoknows|cat|ls-gpg-users': look,
    'unlock|reveal|hide|add|init|tell|add-gpg-user|lock|export-key|changes': change(
      'writes secrets into files, or hides them',
    ),
    'remove|killperson|clean|rm-gpg-user': removal('takes access or secrets away'),
  },
};

// https://www.openldap.org/software/man.cgi
const ldapFlags: Flags = {
  plain: '-x -Z -ZZ -L -LL -LLL -W -v -n -c -C -Q -Y -u -A -N',
  valued: '-H -h -p -D -w -y -b -s -f -l -z -o -e -U -X -R -O -d',
  secret: '-w',
};

export const ldapLooking: Tool = {
  names: ['ldapsearch', 'ldapwhoami', 'ldapcompare', 'ldapurl', 'slapcat', 'slaptest', 'slapacl', 'dsquery'],
  ...reads({ ...ldapFlags, anyOther: true }),
  marks: [{ kind: 'interactive', flag: '-W' }],
};

export const ldapChanges: Tool = {
  names: ['ldapadd', 'ldapmodify', 'ldapmodrdn', 'ldappasswd', 'ldapexop', 'slapadd', 'slapindex'],
  ...changes('changes the directory', { flags: { ...ldapFlags, anyOther: true }, dryRun: '-n' }),
};

export const ldapDeletes: Tool = {
  names: ['ldapdelete'],
  ...destroys('deletes entries of the directory', { flags: ldapFlags, dryRun: '-n' }),
};

export const kadmin: Tool = {
  names: ['kadmin', 'kadmin.local', 'kvno', 'ktutil'],
  ...changes('opens a console of accounts', {
    cases: [
      { flag: '-q', value: /^(list|get|list_|get_)/, risk: 'read', say: 'only looks' },
      { flag: '-q', value: /^(del|purge)/, risk: 'destroy', say: 'deletes accounts' },
    ],
    flags: { anyOther: true, valued: '-q -p -w -k -t -r -s' },
  }),
};

// https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/
export const cloudflared: Tool = {
  names: ['cloudflared'],
  flags: { valued: '--config --origincert --loglevel --logfile --metrics --cred-file --credentials-file' },
  verbs: {
    'version|update|login|tail|help': look,
    tunnel: {
      flags: { valued: '--url --config --origincert --name --hostname --token', secret: '--token' },
      ...change('opens a way into this network'),
      marks: [{ kind: 'endless', atMost: 0 }],
      verbs: {
        'list|info|ready|diag|login': look,
        run: { ...change('opens a way into this network'), marks: [{ kind: 'endless' }] },
        token: secret,
        'create|route|ingress|vnet': {
          ...change('changes ways into this network'),
          verbs: {
            'list|show|validate|rule|get|url': look,
            'delete|del': removal('closes a way into this network'),
            '*': change('changes ways into this network'),
          },
        },
        'delete|cleanup': removal('closes a way into this network'),
      },
    },
    'access|service|proxy-dns': change('opens a way into another network'),
  },
};

export const wgQuick: Tool = {
  names: ['wg-quick'],
  verbs: {
    up: { effect: { risk: 'change', say: 'opens a way into another network', turns: 'on' } },
    down: { effect: { risk: 'destroy', say: 'closes the way into another network', turns: 'off' } },
    save: change('writes its settings to a file'),
    strip: secret,
  },
};
