// What installs programs on a machine. A program that is taken away may have been in use.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, MarkRule, Tool } from '../tool.ts';

const asking = '-y --yes --assume-yes --assumeyes -qq';
const installing: CommandRule = {
  ...changes('changes what is installed', {
    flags: {
      anyOther: true,
      plain: `${asking} -n --dry-run -s --simulate --just-print`,
      valued: '-t -o -r --requirement -e -c',
    },
    dryRun: '-s --simulate --dry-run --just-print --download-only',
  }),
};
const removing: CommandRule = destroys('takes programs away that may be in use', {
  flags: { anyOther: true, plain: `${asking} -s --simulate --dry-run --just-print` },
  dryRun: '-s --simulate --dry-run --just-print',
});
const asks = {
  kind: 'interactive',
  without: `${asking} -s --simulate --dry-run`,
  say: 'asks before it does it',
} as const;

const verbs = (marks: readonly MarkRule[]): Readonly<Record<string, CommandRule>> => ({
  'list|show|search|info|policy|outdated|provides|repolist|deps|leaves|whatprovides|changelog|depends|rdepends|changes|find|version|check-update|doctor|se|lr|ps|updateinfo|config':
    reads({ anyOther: true }),
  'install|upgrade|dist-upgrade|full-upgrade|reinstall|downgrade': { ...installing, marks },
  'update|add|download|tap|fetch|refresh|hold|unhold|mark|makecache|clean|autoclean|build-dep|source|connect|enable|disable|in|up|ref|module|groupinstall|pin|unpin|link|unlink|set':
    installing,
  'remove|purge|autoremove|uninstall|del|erase|rm|untap': { ...removing, marks },
  // `dnf history undo`, `brew services stop`: a list unless the next word acts.
  history: {
    ...reads({ anyOther: true }),
    verbs: { 'undo|rollback|redo|new|restore': removing, '*': reads({ anyOther: true }) },
  },
  services: {
    ...reads({ anyOther: true }),
    verbs: {
      'stop|kill|cleanup|remove': destroys('stops services', { flags: { anyOther: true } }),
      'start|restart|run|reload': installing,
      '*': reads({ anyOther: true }),
    },
  },
});
const common: CommandRule = {
  flags: { plain: `${asking} -q --quiet --no-cache`, valued: '-o -c --enablerepo --disablerepo' },
  cases: [{ flag: '--version', atMost: 0, risk: 'read', say: 'only prints' }],
};

export const systemPackages: Tool = {
  names: ['apt', 'apt-get', 'aptitude', 'yum', 'dnf', 'microdnf', 'zypper', 'flatpak', 'pacman', 'pkg'],
  ...common,
  verbs: verbs([asks]),
};

/** They do it without asking. */
export const silentPackages: Tool = {
  names: ['apk', 'brew', 'snap', 'choco', 'winget', 'port', 'nix-env', 'opkg'],
  ...common,
  verbs: verbs([]),
};

export const packageQueries: Tool = {
  names: ['apt-cache', 'dpkg-query', 'apt-file', 'debsums', 'needrestart', 'rpmquery', 'repoquery'],
  ...reads({ anyOther: true }),
};

export const aptMark: Tool = {
  names: ['apt-mark', 'apt-key', 'add-apt-repository', 'update-alternatives', 'alternatives', 'ldconfig'],
  ...changes('changes what is installed'),
};

export const packageFiles: Tool = {
  names: ['dpkg', 'rpm'],
  ...changes('changes what is installed', { flags: { anyOther: true } }),
  cases: [
    { flag: '-r -P --remove --purge -e --erase', risk: 'destroy', say: 'takes programs away that may be in use' },
    {
      flag: '-l -L -s -S -p --list --listfiles --status --search --print-avail -c -I --info --contents --audit -C --verify -V --get-selections -q -qa -qi -ql -qf --query --version',
      risk: 'read',
      say: 'only lists',
    },
  ],
};

export const languagePackages: Tool = {
  names: ['pip', 'pip3', 'gem', 'cpan', 'cpanm', 'luarocks', 'pear', 'pecl'],
  flags: { plain: '--version -V -q --quiet --disable-pip-version-check' },
  cases: [{ flag: '--version -V', atMost: 0, risk: 'read', say: 'only prints' }],
  verbs: {
    'list|show|search|info|freeze|check|index|inspect|debug|outdated|env|environment|which|contents|dependency|specification':
      reads({ anyOther: true }),
    'install|update|download|wheel|build|upgrade|fetch|cache|config|hash|sources|pristine': changes(
      'changes what is installed',
      {
        flags: { anyOther: true, plain: '-y --dry-run -q --quiet --user -U --upgrade' },
        dryRun: '--dry-run',
      },
    ),
    'uninstall|cleanup': changes('removes packages, which can be installed again', { flags: { anyOther: true } }),
  },
};
