// Linters, formatters and test runners. A formatter reads when it is told to check, and writes otherwise.

import { changes, reads } from '../tool.ts';
import type { Case, Tool } from '../tool.ts';

export const linters: Tool = {
  names:
    `yamllint hadolint actionlint flake8 mypy pylint pyright bandit vulture pip-audit detect-secrets jsonlint xmlwf checkmake
    kubeval kubeconform kube-score polaris conftest vale proselint ajv spectral cfn-lint luacheck 
    jwt`
      .trim()
      .split(/\s+/),
  ...reads({
    anyOther: true,
    special: { '-o': { valued: true, writes: true }, '--output-file': { valued: true, writes: true } },
  }),
};

const writesInPlace: Case = {
  flag: '-w --write -i --in-place --fix --fix-dry-run -s --save -overwrite_original',
  risk: 'change',
  say: 'rewrites files',
};
const checks = (flag: string): Case => ({ flag, risk: 'read', say: 'only checks' });

export const shellFormat: Tool = {
  names: ['shfmt', 'gofmt', 'goimports', 'nixfmt', 'xmlformat'],
  ...reads({ anyOther: true, valued: '-i -ln -p' }),
  cases: [{ flag: '-w --write', risk: 'change', say: 'rewrites files' }],
};

export const fixers: Tool = {
  names: [
    'eslint',
    'stylelint',
    'golangci-lint',
    'rubocop',
    'markdownlint',
    'markdownlint-cli2',
    'tsc',
    'codespell',
    'oxlint',
    'biome',
    'phpstan',
    'tflint',
    'phpcs',
    'detekt',
    'ktlint',
  ],
  ...reads({ anyOther: true, valued: '-o --output' }),
  cases: [
    {
      flag: '--fix --write -a -A -F --auto-correct --autocorrect --auto-correct-all --build',
      risk: 'change',
      say: 'rewrites files',
    },
    { flag: '-o --output --output-file', risk: 'change', say: 'writes a file' },
  ],
};

export const prettier: Tool = {
  names: [
    'prettier',
    'black',
    'isort',
    'autopep8',
    'yapf',
    'clang-format',
    'rustfmt',
    'yamlfmt',
    'dprint',
    'pint',
    'shellharden',
  ],
  ...changes('rewrites files', { flags: { anyOther: true } }),
  cases: [writesInPlace, checks('--check --diff -c -l --list-different --check-only -n --dry-run --version')],
};

export const ruff: Tool = {
  names: ['ruff'],
  verbs: {
    'check|linter|rule|config|version': {
      ...reads({ anyOther: true }),
      cases: [{ flag: '--fix --unsafe-fixes', risk: 'change', say: 'rewrites files' }],
    },
    format: { ...changes('rewrites files', { flags: { anyOther: true } }), cases: [checks('--check --diff')] },
    clean: changes('removes its cache'),
  },
};

// Tests of code, which by convention touch nothing but what they make themselves.
export const testRunners: Tool = {
  names: ['pytest', 'py.test', 'jest', 'vitest', 'mocha', 'rspec', 'phpunit', 'bats', 'ava'],
  ...reads({ anyOther: true }),
  marks: [{ kind: 'endless', flag: '--watch --watchAll -w' }],
  cases: [{ flag: '-u --update --updateSnapshot --snapshot-update', risk: 'change', say: 'rewrites snapshots' }],
};

// Tests and load against a running system.
export const systemTests: Tool = {
  names: [
    'tox',
    'nox',
    'playwright',
    'cypress',
    'behave',
    'cucumber',
    'k6',
    'locust',
    'ab',
    'wrk',
    'hey',
    'vegeta',
    'siege',
  ],
  ...changes('runs tests or load, which act on what they are pointed at', { flags: { anyOther: true } }),
  cases: [{ flag: '--collect-only --co --list --listTests --version', risk: 'read', say: 'only lists' }],
};

export const scanners: Tool = {
  names: [
    'trivy',
    'grype',
    'syft',
    'gitleaks',
    'trufflehog',
    'semgrep',
    'snyk',
    'checkov',
    'tfsec',
    'lynis',
    'clamscan',
    'nmap',
    'nikto',
    'sslscan',
    'testssl.sh',
    'nuclei',
    'osv-scanner',
    'kube-bench',
    'kubent',
    'popeye',
  ],
  ...reads({ anyOther: true, special: { '-o': { valued: true, writes: true }, '--output': { valued: true } } }),
  cases: [
    { flag: '--remove --move --autofix --fix', risk: 'change', say: 'changes files' },
    {
      some: /^(clean|reset|update|monitor|auth|db|protect|plugin|server)$/,
      risk: 'change',
      say: 'changes its own data',
    },
  ],
};

// Their long flags have one dash.
export const mediaReaders: Tool = {
  names: ['ffprobe', 'mediainfo', 'identify', 'pdfinfo'],
  singleDash: true,
  ...reads({ anyOther: true }),
};
