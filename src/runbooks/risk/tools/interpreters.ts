// Interpreters: their scripts are judged by name, since what stands in them is not shown.

import { changes } from '../tool.ts';
import type { Tool } from '../tool.ts';

const unseen = 'runs code that is not read here';

export const python: Tool = {
  names: ['python', 'python3', 'pypy3', 'node', 'ruby', 'perl', 'php', 'deno', 'bun', 'tsx', 'java'],
  singleDash: true,
  cases: [
    { flag: '-c -e -m -p --eval --print', risk: 'change', say: unseen },
    { flag: '-V --version -v', atMost: 0, risk: 'read', say: 'only prints' },
    { atMost: 0, risk: 'change', say: unseen },
  ],
  flags: {
    plain: '-u -B -I -E -s -S -O -V -v --version',
    valued: '-W -X -r --require --import --env-file -I -jar',
    special: {
      '-c': { valued: true },
      '-e': { valued: true },
      '-p': { valued: true },
      '-m': { valued: true },
      '--eval': { valued: true },
      '--print': { valued: true },
    },
  },
  script: 0,
};

export const installers: Tool = {
  names: ['pip', 'pip3', 'apt', 'apt-get', 'yum', 'dnf', 'apk', 'brew', 'gem', 'cargo'],
  verbs: {
    'list|show|search|info|freeze|check|policy|outdated': {
      effect: { risk: 'read', say: 'only looks' },
      flags: { plain: '-a --all --installed --upgradable --outdated', valued: '--format' },
    },
    'install|update|upgrade|add|build|test|run|dist-upgrade|full-upgrade|download|reinstall|tap|fetch':
      changes('changes what is installed'),
  },
};
