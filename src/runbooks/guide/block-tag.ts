// The words after a fence as a language: aliases, any case, directives of other tools, and a command where the language should stand.

import { likeness } from './block-likeness.ts';

export type Family = 'sh' | 'sql' | 'http' | 'promql' | 'config' | 'code' | 'output' | 'text';

export interface Tag {
  /** Undefined when nothing usable is said. */
  readonly family?: Family;
  /** The language as a person would name it: `python`. */
  readonly name: string;
  /** A command that stands on the fence's own line. */
  readonly command?: string;
}

const families: Readonly<Record<Family, string>> = {
  sh: `bash sh shell shellscript shell-script zsh ksh dash ash fish console terminal term shellsession shell-session sh-session bash-session
    console-session session commandline command-line command cli cmdline linux unix curl kubectl bash-script bats`,
  sql: `sql psql pgsql postgres postgresql postgresql_psql plpgsql plsql mysql mariadb sqlite sqlite3 tsql mssql clickhouse hql hiveql
    bigquery googlesql snowflake trino presto cql cassandra sqlserver oracle redshift duckdb cockroachdb`,
  http: 'http https rest httprequest http-request restclient',
  promql: 'promql prometheus metricsql',
  config: `yaml yml json jsonc json5 ndjson jsonl toml ini cfg conf config properties env dotenv hcl terraform tf tfvars xml plist svg nginx
    apache apacheconf caddy caddyfile haproxy systemd service unit cron crontab docker dockerfile containerfile makefile make cmake diff
    patch html css scss proto protobuf csv tsv jinja jinja2 j2 gotmpl helm mustache handlebars ansible puppet kdl cue bicep nix dhall
    jsonnet rego ssh-config sshconfig gitconfig gitignore editorconfig udev logstash vcl desktop edn ron starlark k8s kubernetes
    docker-compose compose values rsyslog logrotate graphqls avsc xsd wsdl`,
  code: `python py python3 py3 pycon ipython javascript js mjs jsx node nodejs typescript ts tsx ruby rb irb erb go golang rust rs java
    kotlin kt scala groovy gradle php perl pl lua r julia c cpp c++ h hpp objc csharp cs c# fsharp vb swift dart elixir ex exs erlang
    haskell hs clojure clj lisp scheme ocaml elm zig nim powershell ps1 pwsh ps posh bat batch cmd dos dosbatch vbscript awk sed jq tcl
    redis redis-cli mongo mongodb mongosh logql traceql kql kusto lucene spl splunk esql flux influxql graphql gql cypher gremlin sparql
    aql vim viml elisp emacs-lisp applescript autohotkey solidity assembly asm rexx abap cobol matlab latex tex xquery ksql insights`,
  output:
    'output out log logs stdout stderr stacktrace traceback console-output program-output text-output result results response syslog dmesg',
  text: `text txt plain plaintext plain-text none nohighlight no-highlight raw ascii asciiart markdown md mdx rst adoc asciidoc mermaid
    plantuml puml uml graphviz dot ditaa d2 flow sequence mindmap chart vega math note warning tip important caution admonition danger
    attention hint seealso info success error tree text-only quote email mail jira slack copy example todo tab tabs details`,
};

const byName = new Map<string, Family>();
for (const family of ['text', 'output', 'code', 'config', 'promql', 'http', 'sql', 'sh'] as const) {
  for (const name of families[family].split(/\s+/)) byName.set(name, family);
}

/** The family of a word that names a language. */
export function familyOf(word: string): Family | undefined {
  return byName.get(word.toLowerCase());
}

const plainText = /^(?:text|txt|plain|plaintext|plain-text|none|nohighlight|no-highlight|raw|text-only|example|copy)$/;

/** Whether what looks like text may be commands: not where the fence names a language of files, of code or of texts. */
export function mayHoldCommands({ family, name }: Tag): boolean {
  return family !== 'config' && family !== 'code' && (family !== 'text' || plainText.test(name));
}

/** Reads ` Bash `, `shell script`, `shell=bash`, `!bash`, `{code-block} bash`, `{.sh .numberLines}`, `kubectl get pods`. */
export function readTag(info: string): Tag {
  const text = info.trim().slice(0, 1_000);
  if (text === '') return { name: '' };
  const directive = /^\{([\w:.#!-]{1,40})[^}]{0,200}\}\s*(.*)$/.exec(text);
  if (directive !== null) return ofDirective(directive[1] ?? '', directive[2] ?? '');
  const [first = '', ...more] = text.split(/\s+/);
  const rest = more.join(' ');
  const word = wordOf(first);
  if (/^shell$/i.test(word) && /^script$/i.test(more[0] ?? '')) return { family: 'sh', name: 'shell' };
  const family = familyOf(word);
  const isCommand = more.length > 0 && likeness(text) === 'certain' && !/[={]/.test(more[0] ?? '');
  if (isCommand && (family === undefined || tools.test(word))) return { family: 'sh', name: 'shell', command: text };
  if (family === undefined) return { name: word };
  const command = /^\$\s/.test(rest) ? rest.slice(2).trim() : rest;
  const isTyped =
    family === 'sh' && /\s/.test(command) && !/[={]/.test(more[0] ?? '') && likeness(command) === 'certain';
  return isTyped ? { family, name: word, command } : { family, name: word };
}

// These name what a block is for, and are programs as well.
const tools =
  /^(?:kubectl|curl|docker|docker-compose|helm|psql|mysql|mariadb|sqlite3|redis-cli|make|terraform|ansible|git|mongosh?|node|php|crontab)$/;

function ofDirective(name: string, rest: string): Tag {
  const word = wordOf(name);
  if (
    /^(?:code-block|code|code-cell|sourcecode|prompt|highlight|parsed-literal|literalinclude|code-tab)$/i.test(word)
  ) {
    const language = wordOf(rest.split(/\s+/)[0] ?? '');
    const family = familyOf(language) ?? (word.toLowerCase() === 'prompt' ? 'sh' : undefined);
    return family === undefined ? { name: language } : { family, name: language };
  }
  const family = familyOf(word);
  return family === undefined ? { family: 'text', name: word } : { family, name: word };
}

// `shell=bash`, `!bash`, `bash,ignore`, `bash:deploy.sh`, `bash{1,3}`, `language-bash`.
function wordOf(written: string): string {
  const named = /^(?:shell|lang|language|syntax|type)[=:]["']?([\w+#-]{1,40})/i.exec(written)?.[1];
  const bare = (named ?? written).replace(/^[!.#@%`'"\\]+/, '').replace(/^(?:language|lang)-/i, '');
  return (/^[\w+#.-]{1,40}/.exec(bare)?.[0] ?? '').replace(/\.$/, '').toLowerCase();
}
