// Interpreters. Scripts in files are judged by name, since what stands in them is not shown; one-liners by what they say.

import { consoleMarks } from '../console-marks.ts';
import { javascript, otherScript, python as pythonLanguage } from '../script-languages.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, FlagRule, Tool } from '../tool.ts';

const alone = { atMost: 0, without: '-c -e -m -p -r -S -i -l --eval --print -V -v --version --ini --info' } as const;

const opens = { atMost: 0, risk: 'change', say: 'opens a console, or runs what it is given' } as const;
// Their code is judged by itself.
const judged = (flag: string) => ({ flag, risk: 'read', say: 'only computes' }) as const;

export const python: Tool = {
  names: ['python', 'python2', 'python3', 'python3.9', 'python3.10', 'python3.11', 'python3.12', 'python3.13', 'pypy3'],
  singleDash: true,
  cases: [judged('-c -m -mjson.tool'), { flag: '-V --version', atMost: 0, risk: 'read', say: 'only prints' }, opens],
  marks: consoleMarks('Python', alone),
  flags: {
    plain: '-u -B -I -E -s -S -O -V -v --version -q -i',
    valued: '-W -X',
    special: {
      '-c': { valued: true, runs: pythonLanguage },
      '-m': { collects: true },
      '-mjson.tool': { collects: true },
    },
  },
  script: 0,
  input: pythonLanguage,
};

/** What `python -m` runs besides the programs that have a file of their own. */
export const jsonTool: Tool = {
  names: ['json.tool', 'timeit', 'tabnanny'],
  effect: { risk: 'read', say: 'only prints' },
  cases: [{ atLeast: 2, risk: 'change', say: 'writes its second file' }],
  flags: { plain: '--sort-keys --no-ensure-ascii --json-lines --compact --tab --no-indent', valued: '--indent -n -s' },
};

export const checkModules: Tool = {
  names: ['py_compile', 'compileall', 'unittest', 'doctest'],
  ...reads({ anyOther: true }),
};

export const fileServer: Tool = {
  names: ['http.server', 'SimpleHTTPServer', 'http-server', 'live-server', 'serve'],
  ...changes('serves the files of a folder to everybody who can reach this machine', { flags: { anyOther: true } }),
  marks: [{ kind: 'endless', say: 'is a server in the foreground: it never ends by itself' }],
};

export const environments: Tool = {
  names: ['venv', 'virtualenv', 'ensurepip'],
  ...changes('makes a folder with programs', { flags: { anyOther: true } }),
};

const javascriptCode: FlagRule = { valued: true, runs: javascript };

export const node: Tool = {
  names: ['node', 'nodejs'],
  singleDash: true,
  cases: [judged('-e -p --eval --print'), { flag: '-v --version', atMost: 0, risk: 'read', say: 'only prints' }, opens],
  marks: consoleMarks('JavaScript', alone),
  flags: {
    plain: '-v --version -i --interactive --enable-source-maps --no-warnings --trace-warnings',
    valued: '-r --require --import --env-file --max-old-space-size --loader --inspect',
    special: { '-e': javascriptCode, '--eval': javascriptCode, '-p': javascriptCode, '--print': javascriptCode },
  },
  script: 0,
  input: javascript,
};

const otherCode: FlagRule = { valued: true, runs: otherScript };
const inPlace: FlagRule = { effect: { risk: 'change', say: 'edits files in place' } };
const oneLiners = '-e -E -ne -pe -le -lne -lpe -nle -ple -ane -lane -ple -0777pe -0777ne -Mstrict';

export const perl: Tool = {
  names: ['perl', 'ruby', 'lua', 'tclsh', 'Rscript', 'julia', 'groovy', 'guile', 'osascript'],
  singleDash: true,
  cases: [judged(oneLiners), { flag: '-v --version -V', atMost: 0, risk: 'read', say: 'only prints' }, opens],
  marks: consoleMarks('its language', alone),
  flags: {
    plain: '-w -W -v -V --version -c -n -p -l -a -0777 -T',
    valued: '-I -r -F',
    special: {
      ...Object.fromEntries(oneLiners.split(' ').map((flag) => [flag, otherCode])),
      '-i': inPlace,
      '-pi': inPlace,
      '-i.bak': inPlace,
      '-pi.bak': inPlace,
    },
  },
  script: 0,
  input: otherScript,
};

export const php: Tool = {
  names: ['php'],
  singleDash: true,
  cases: [
    judged('-r'),
    { flag: '-v --version -m -i --ini --info -l --syntax-check --ri', risk: 'read', say: 'only prints' },
    { flag: '-S', risk: 'change', say: 'serves a folder' },
    opens,
  ],
  marks: [
    { kind: 'endless', flag: '-S', say: 'is a server in the foreground: it never ends by itself' },
    { kind: 'interactive', flag: '-a', say: 'opens a console' },
  ],
  flags: {
    plain: '-v --version -m -i --ini --info -n -q -a',
    valued: '-S -t -c -d -l --syntax-check --ri',
    special: { '-r': otherCode, '-f': { valued: true, effect: { risk: 'change', say: 'runs a script' } } },
  },
  script: 0,
};

export const consoles: Tool = {
  names: ['irb', 'pry', 'ipython', 'bpython', 'ghci', 'iex', 'scala', 'jshell', 'psysh'],
  ...changes('opens a console', { flags: { anyOther: true } }),
  marks: consoleMarks('its language', {}),
};

const scripts: CommandRule = {
  cases: [{ flag: '-v -V --version -version', atMost: 0, risk: 'read', say: 'only prints' }, opens],
  flags: { plain: '-v -V --version -version', valued: '-r --require -P --project -e' },
  script: 0,
};

export const runtimes: Tool = { names: ['tsx', 'ts-node', 'java', 'dotnet-script'], singleDash: true, ...scripts };

export const bunAndDeno: Tool = {
  names: ['bun', 'deno'],
  flags: { plain: '--version -v -A --allow-all --allow-net --allow-read --allow-env --watch' },
  marks: [{ kind: 'endless', flag: '--watch' }],
  cases: [{ flag: '--version -v', atMost: 0, risk: 'read', say: 'only prints' }, opens],
  verbs: {
    run: { script: 0 },
    'test|check|lint|info|outdated': reads({ anyOther: true }),
    'install|add|update|remove|link|create|init|build|compile|cache|x|task|fmt|upgrade|eval|repl': changes(
      'changes packages or runs their code',
    ),
    publish: changes('publishes a package'),
    'clean|uninstall': destroys('removes what was installed'),
  },
};
