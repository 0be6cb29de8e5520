// gh, glab and git-lfs: https://cli.github.com/manual/, https://docs.gitlab.com/cli/. What a workflow does its name may tell.

import { destructiveName } from '../danger-words.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';
import { groupsOf, usualVerbs } from '../verb-groups.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = changes('changes what others see there', { flags: any });
const removal = destroys('deletes it', { flags: any });
const writing = changes('writes files', { flags: any });

const request: CommandRule = {
  cases: [
    { flag: '-X --method', value: /^delete$/i, risk: 'destroy', say: 'deletes it' },
    { flag: '-X --method', value: /^(get|head)$/i, risk: 'read', say: 'only asks' },
    { flag: '-X --method', risk: 'change', say: 'sends a request that changes something' },
    {
      operand: 0,
      is: /^graphql$/,
      some: /^graphql$/,
      flag: '-f --raw-field -F --field',
      value: /^query=\s*(query\b|\{)/,
      risk: 'read',
      say: 'only asks',
    },
    { flag: '-f --raw-field -F --field --input', risk: 'change', say: 'sends a request that changes something' },
    { risk: 'read', say: 'only asks' },
  ],
  flags: {
    plain: '--paginate --slurp -i --include --silent --verbose',
    valued:
      '-X --method -H --header -q --jq -t --template -f --raw-field -F --field --input --hostname -p --preview --cache --output',
  },
};

const workflow: CommandRule = changes('starts a workflow', {
  cases: [
    { some: destructiveName, risk: 'destroy', say: 'starts a workflow whose name says that it removes something' },
    {
      flag: '-f --raw-field -F --field',
      value: destructiveName,
      risk: 'destroy',
      say: 'starts a workflow that is told to remove something',
    },
  ],
  flags: { valued: '-r --ref -f --raw-field -F --field -R --repo -b --branch --variables --variables-env -i --input' },
});

const verbs: Readonly<Record<string, CommandRule>> = {
  ...usualVerbs,
  'list|ls|view|show|status|diff|checks|browse|search|watch|top|verify|trace|lint|coverage|issues|prs|repos|commits|code|contributors':
    look,
  'checkout|clone|download|download-artifact|field-list|item-list': writing,
  'merge|close|reopen|comment|note|review|ready|approve|revoke|edit|create|fork|rerun|cancel|archive|unarchive|sync|rename|pin|unpin|develop|update-branch|subscribe|unsubscribe|retry|for|todo|rebase|item-add|item-edit|field-create|upload|set-default|bookmark|copy|mark-template|deploy-key|mirror|members|publish|play':
    change,
};
const inside = groupsOf(verbs, 2);

export const gh: Tool = {
  names: ['gh', 'glab'],
  flags: { valued: '-R --repo --hostname' },
  verbs: {
    api: request,
    'status|search|browse|version|help|completion|config|alias|ruleset|rs|attestation|check-update': {
      ...look,
      verbs: { 'install|upgrade|create|remove|delete|set': look, '*': look },
    },
    'extension|ext': {
      verbs: { 'list|ls|search|browse': look, '*': changes("changes the operator's own programs", { flags: any }) },
    },
    auth: {
      verbs: {
        'login|logout|refresh|setup-git|switch|configure-docker|docker-helper|git-credential': {
          ...look,
          marks: [{ kind: 'interactive', without: '--with-token --token -t' }],
        },
        status: { ...look, marks: [{ kind: 'prints-secret', flag: '-t --show-token' }] },
        token: { ...look, marks: [{ kind: 'prints-secret' }] },
      },
    },
    'workflow|pipeline|ci|pipe': {
      verbs: {
        ...verbs,
        'run|create|trigger|run-trig': workflow,
        'enable|disable': change,
      },
    },
    run: {
      verbs: { ...verbs, watch: { ...look, marks: [{ kind: 'endless', say: 'runs until the workflow has ended' }] } },
    },
    'secret|variable': {
      verbs: { 'list|ls|get': look, 'set|update|create|export': change, 'delete|remove|rm': removal },
    },
    codespace: {
      verbs: { ...verbs, 'ssh|code|jupyter': { ...change, marks: [{ kind: 'interactive' }, { kind: 'elsewhere' }] } },
    },
    '*': inside,
  },
};

export const gitLfs: Tool = {
  names: ['git-lfs'],
  verbs: {
    'ls-files|status|env|locks|version|ext|logs|fsck': look,
    'install|track|untrack|pull|fetch|push|checkout|lock|unlock|migrate|update|clone|uninstall|dedup': changes(
      'changes files or what others get',
      { flags: any },
    ),
    prune: destroys('deletes old copies of files here', { flags: any, dryRun: '--dry-run -d' }),
  },
};
