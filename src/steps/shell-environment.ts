// Builds the whole environment of a script: nothing of Opsbook's own, and no parameter under a name that a program obeys as code.

import type { PlannedShellStep } from '../runbooks/planned.ts';
import { reasonOf } from '../errors.ts';
import type { StepContext } from './step-kind.ts';

export type ShellEnvironment =
  | { readonly ok: true; readonly environment: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly say: string };

type Expand = StepContext['expand'];

// Used when Opsbook itself was started without them.
const defaults = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' };

// What bash, the dynamic loader and common programs take from the environment and act on: bash(1) "Shell Variables",
// ld.so(8), git(1) "Environment Variables", and the start-up hooks of interpreters.
const obeyed = new Set(
  (
    'PATH HOME LANG LANGUAGE IFS ENV SHELL SHELLOPTS CDPATH GLOBIGNORE EXECIGNORE FIGNORE PS0 PS1 PS2 PS4 PROMPT_COMMAND ' +
    'POSIXLY_CORRECT TMPDIR TMP TEMP PWD OLDPWD UID EUID PPID USER LOGNAME TERM TERMINFO TERMCAP OPTIND OPTERR HISTFILE ' +
    'INPUTRC EDITOR VISUAL PAGER BROWSER MANPAGER LESS LESSOPEN LESSCLOSE LOCPATH NLSPATH GCONV_PATH HOSTALIASES ' +
    'RESOLV_HOST_CONF CLASSPATH JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS KUBECONFIG HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy ' +
    'MAKEFLAGS MAKEFILES TAR_OPTIONS GREP_OPTIONS AWKPATH AWKLIBPATH RSYNC_RSH CURL_HOME WGETRC PSQLRC PAGER_ENV'
  ).split(' '),
);
const obeyedPrefix =
  /^(?:BASH|LD_|DYLD_|LC_|GIT_|SSH_|PYTHON|PERL|RUBY|NODE_|NPM_CONFIG_|GLIBC_|MALLOC_|PG|OPENSSL_|SSL_|SUDO_|DOCKER_|AWS_)/;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

// Linux refuses a longer `NAME=value`, its end mark included: MAX_ARG_STRLEN, execve(2).
const longestEntry = 131_071;

/** Fails with a sentence when a declared variable is missing or a parameter cannot be handed over as it is. */
export function shellEnvironment(step: PlannedShellStep, temporary: string, expand: Expand): ShellEnvironment {
  const handed = handedOver(step, expand);
  if (!handed.ok) return handed;
  return { ok: true, environment: { ...own(expand), ...handed.environment, TMPDIR: temporary } };
}

/** The parameters and the variables that the target declares: all that a script on another machine gets from here. */
export function handedOver(step: PlannedShellStep, expand: Expand): ShellEnvironment {
  if (step.target.kind !== 'shell') return { ok: false, say: `Target ${step.target.name} is not a shell.` };
  for (const [name, value] of Object.entries(step.environment)) {
    const problem = whyRefused(name, value, step.target.env);
    if (problem !== undefined) return { ok: false, say: problem };
  }
  const declared: Record<string, string> = {};
  try {
    for (const name of step.target.env) declared[name] = expand(`\${${name}}`);
  } catch (thrown) {
    return { ok: false, say: reasonOf(thrown) };
  }
  return { ok: true, environment: { ...declared, ...step.environment } };
}

/** What `ssh` itself needs to find its keys. */
export function sshEnvironment(expand: Expand): Readonly<Record<string, string>> {
  try {
    return { ...own(expand), SSH_AUTH_SOCK: expand('${SSH_AUTH_SOCK}') };
  } catch {
    return own(expand);
  }
}

function own(expand: Expand): Record<string, string> {
  const kept: Record<string, string> = { ...defaults };
  for (const name of ['PATH', 'HOME', 'LANG']) {
    try {
      kept[name] = expand(`\${${name}}`);
    } catch {
      // Each of the three has a default or may be absent.
    }
  }
  return kept;
}

function whyRefused(name: string, value: string, declared: readonly string[]): string | undefined {
  if (!variableName.test(name) || obeyed.has(name) || obeyedPrefix.test(name))
    return `A parameter cannot be called ${name}: programs obey a variable of that name. Rename the parameter in the runbook.`;
  if (declared.includes(name))
    return `The parameter ${name} has the name of a variable that the target declares. Rename the parameter in the runbook.`;
  if (value.includes('\0'))
    return `The parameter ${name} contains a NUL character, which no script can receive. Remove it.`;
  if (/\p{Surrogate}/u.test(value)) return `The parameter ${name} contains half a character. Type it again.`;
  if (Buffer.byteLength(`${name}=${value}`) > longestEntry)
    return `The parameter ${name} is longer than ${longestEntry} bytes, which no script can receive. Shorten it.`;
  return undefined;
}
