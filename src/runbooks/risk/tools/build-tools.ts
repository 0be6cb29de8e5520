// Runners of targets, recipes and tasks that a project defines itself: judged by the names of the targets.

import { changes, destroys, reads } from '../tool.ts';
import type { Case, CommandRule, MarkRule, Tool } from '../tool.ts';

// What a build removes, a build makes again.
const cleaning: Case = {
  every: /^(clean|distclean|mostlyclean|cleanall|clean-build|cleanTest)$/,
  risk: 'change',
  say: 'removes what can be built again',
};
const serving: MarkRule = {
  kind: 'endless',
  some: /^(serve|server|run-?server|start-?dev|dev|watch|bootRun|spring-boot:run|quarkus:dev|quarkusDev|jetty:run|follow|tail|tail-logs|logs-follow|preview)$/,
  say: 'is likely to run until it is stopped',
};
const asking: MarkRule = {
  kind: 'interactive',
  some: /^(shell|console|bash|sh|psql|ssh|repl|login|attach|db-shell|dbshell)$/,
  say: 'is likely to open a console',
};

export const make: Tool = {
  names: ['make', 'gmake', 'just', 'task', 'mage', 'invoke', 'inv', 'earthly', 'bmake', 'ninja', 'scons', 'thor'],
  cases: [
    {
      flag: '-n --dry-run --just-print --recon --list --summary -l --choose --evaluate --show -T --tasks -q --question',
      risk: 'read',
      say: 'only shows',
    },
    { flag: '--version -v', atMost: 0, risk: 'read', say: 'only prints' },
    { every: /^help$/, risk: 'read', say: 'only lists' },
    cleaning,
  ],
  marks: [serving, asking],
  flags: {
    plain:
      '-B -k -s -i --silent --quiet --always-make --keep-going -n --dry-run --just-print --recon --list --summary -l --choose -T --tasks -q --question --version -v -y --yes -p',
    valued:
      '-C --directory -f --file --makefile -j --jobs -I --justfile --working-directory -d --dir -t --taskfile --set --dotenv-path --evaluate --show',
  },
};

const testing = reads({ anyOther: true });

const gradleCases: readonly Case[] = [
  {
    every:
      /^(:?[\w-]+:)*(tasks|dependencies|properties|projects|dependencyInsight|dependency:tree|help:\S+|versions:display-\S+|buildEnvironment)$/,
    risk: 'read',
    say: 'only lists',
  },
  {
    every: /^(:[\w-]+)*:?(clean|test|check|verify|compile|package|build|assemble|jar|classes)$/,
    risk: 'change',
    say: 'builds, or removes what can be built again',
  },
  { flag: '--version -v -version', atMost: 0, risk: 'read', say: 'only prints' },
];

export const jvmBuilds: Tool = {
  names: ['gradle', './gradlew', 'gradlew', 'mvn', './mvnw', 'mvnw', 'sbt', 'ant', 'lein'],
  cases: gradleCases,
  marks: [serving],
  flags: {
    plain: '-q -B -o -U -e -X -v --version -version --info --stacktrace --no-daemon --offline -am',
    valued: '-p -f -pl -P -T -x --project-dir',
  },
};

export const cargo: Tool = {
  names: ['cargo', 'go', 'bazel', 'bazelisk', 'swiftc', 'cmake', 'zig'],
  flags: { plain: '--version -v -V -q --quiet --verbose' },
  cases: [{ flag: '--version -V', atMost: 0, risk: 'read', say: 'only prints' }],
  marks: [serving],
  verbs: {
    'version|list|tree|metadata|search|info|doc|help|query|cquery|audit|outdated|--list-sdks': testing,
    'test|check|vet|clippy|bench|fmt|build|install|update|get|mod|add|fetch|download|generate|restore|pack|format|new|init|work|tool|fix|vendor|publish-local':
      changes('builds, tests or fetches code', { flags: { anyOther: true } }),
    env: {
      ...testing,
      cases: [{ flag: '-w -u', risk: 'change', say: "changes the operator's own settings" }],
    },
    clean: changes('removes what can be built again', { flags: { anyOther: true } }),
    run: { marks: [{ kind: 'endless', some: /serve|server|watch/, say: 'is likely to run until it is stopped' }] },
    watch: { ...changes('builds again and again'), marks: [{ kind: 'endless' }] },
    publish: changes('publishes a package'),
  },
};

const runs = { from: 0, as: 'argv' } as const;
const wrapped: CommandRule = {
  cases: [{ atMost: 0, risk: 'change', say: 'runs something that is not written here' }],
  flags: {
    plain: '-q --quiet --no-sync --frozen --locked --isolated -y --yes --no-install --all-extras --no-dev --verbose -v',
    valued:
      '-p --python --with --with-requirements --package --env-file --extra --group --from --directory -n --name -e',
  },
  runs,
};

export const pythonProjects: Tool = {
  names: ['uv', 'poetry', 'pipenv', 'pdm', 'hatch', 'rye', 'conda', 'mamba', 'micromamba', 'pixi'],
  flags: { plain: '--version -V -q --quiet -v --verbose', valued: '--directory --project -C -P' },
  cases: [{ flag: '--version -V', atMost: 0, risk: 'read', say: 'only prints' }],
  verbs: {
    run: {
      ...wrapped,
      flags: { ...wrapped.flags, special: { '-m': { collects: true }, '--module': { collects: true } } },
    },
    'show|list|tree|search|check|version|info|graph|why|outdated|help': reads({ anyOther: true }),
    'sync|install|add|lock|update|upgrade|init|build|create|activate|deactivate|export|venv|pip|tool|new|shell|use|pin|fetch|config|compile':
      changes('changes what is installed', { flags: { anyOther: true } }),
    'remove|uninstall|cache|clean': changes('removes packages, which can be installed again', {
      flags: { anyOther: true },
    }),
    'env|self|python': {
      verbs: {
        'list|info|show|find|dir': reads({ anyOther: true }),
        'remove|delete|uninstall': destroys('removes an environment'),
        'create|update|install|use|activate|add|export|pin|upgrade': changes('changes what is installed', {
          flags: { anyOther: true },
        }),
      },
    },
    publish: changes('publishes a package'),
  },
};

export const packageRunners: Tool = {
  names: ['npx', 'pnpx', 'bunx', 'uvx', 'pipx-run', 'bundle-exec'],
  ...wrapped,
  flags: { plain: '-y --yes --no-install -q --quiet --no', valued: '-p --package --from --with --python' },
};

export const bundle: Tool = {
  names: ['bundle', 'bundler', 'pipx', 'asdf', 'mise', 'rbenv', 'pyenv', 'nvm', 'volta', 'direnv'],
  verbs: {
    'exec|run|x': {
      cases: [{ atMost: 0, risk: 'change', say: 'runs something that is not written here' }],
      flags: { plain: '--' },
      runs,
    },
    'list|show|info|check|outdated|version|versions|current|which|where|ls|status|doctor|help|platform': reads({
      anyOther: true,
    }),
    'install|update|add|lock|init|use|config|env|global|local|upgrade|inject|reinstall|plugin|activate|allow|reload|set|package|cache|clean|binstubs|trust':
      changes('changes what is installed', { flags: { anyOther: true } }),
    'remove|uninstall|prune': changes('removes what can be installed again', { flags: { anyOther: true } }),
  },
};

const projectScript: CommandRule = { script: 0, marks: [serving] };

export const yarn: Tool = {
  names: ['composer'],
  flags: { plain: '--version -v -V --silent -s --json -n --no-interaction -q', valued: '--cwd -d --working-dir' },
  cases: [
    { flag: '--version -V', atMost: 0, risk: 'read', say: 'only prints' },
    { atMost: 0, risk: 'change', say: 'changes what is installed' },
  ],
  verbs: {
    'list|info|why|outdated|versions|licenses|audit|show|validate|depends|status|diagnose|about': reads({
      anyOther: true,
    }),
    config: {
      ...changes("changes the operator's own settings", { flags: { anyOther: true } }),
      cases: [{ operand: 0, is: /^(get|list|--list|-l)$/, risk: 'read', say: 'only looks' }],
    },
    'run|run-script|exec': projectScript,
    'install|add|up|upgrade|update|require|init|link|pack|dedupe|dlx|create|test|build|start|dump-autoload|self-update|global|dev|lint|node|import|workspaces|workspace|set':
      changes('changes packages or runs their code', { flags: { anyOther: true } }),
    'remove|unlink|cache|clear-cache|autoclean': changes('removes what can be installed again', {
      flags: { anyOther: true },
    }),
    'publish|npm': changes('publishes a package'),
  },
};
