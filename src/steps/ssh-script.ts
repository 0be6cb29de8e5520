// What is sent to the bash at the far end of an SSH connection, as its standard input: values as quoted text, then the script. Nothing
// of it stands in a command line, where every user of that machine could read it.

/** What the far side prints on its standard error, each on a line of its own. */
export interface Marks {
  /** bash is there and reads: only now is the script sent. */
  readonly ready: string;
  /** From here on the script may have done something. */
  readonly begun: string;
  /** Followed by a blank and the script's exit code. */
  readonly ended: string;
}

/** `nonce` keeps what a script prints from passing for a mark. */
export function marksOf(nonce: string): Marks {
  return { ready: `opsbook-${nonce}-ready`, begun: `opsbook-${nonce}-begun`, ended: `opsbook-${nonce}-ended` };
}

export interface FarScript {
  readonly script: string;
  readonly cwd: string | undefined;
  /** By name; names are those of shell variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Lines that bash reads before the script; they bind the script alone. */
  readonly limits: readonly string[];
  readonly marks: Marks;
}

export interface Sent {
  readonly text: string;
  /** The line, the first one of all counted in, on which the script begins. Every value stands on one line. */
  readonly scriptLine: number;
}

/** The first line; the rest follows when its mark has come back. */
export function askReady({ ready }: Marks): string {
  return `echo ${ready} >&2\n`;
}

/**
 * The script runs in a process group of its own, without standard input. The connection is its lifeline: when it goes (time limit,
 * cancel, a cut line), a watcher sees the end of the input and ends the group. The braces make bash read all of it before it acts.
 */
export function farScript({ script, cwd, environment, limits, marks }: FarScript): Sent {
  const values = Object.entries(environment).map(([name, value]) => `export ${name}=${quoted(value)}`);
  const before = [
    '{',
    ...(cwd === undefined ? [] : [`cd -- ${quoted(cwd)}`]),
    ...values,
    'exec 9<&0 </dev/null',
    'set +e -m',
  ];
  const text = [
    ...before,
    `( ${[...limits, 'set +m -e', 'exec 9<&-'].join('; ')}; echo ${marks.begun} >&2; eval ${quoted(script)} ) &`,
    'OPSBOOK_GROUP=$!',
    'set +m',
    '{',
    '  while read -r -u 9 OPSBOOK_LINE; do :; done',
    '  kill -TERM -- "-$OPSBOOK_GROUP"; sleep 3; kill -KILL -- "-$OPSBOOK_GROUP"',
    '} >/dev/null 2>&1 &',
    'OPSBOOK_WATCHER=$!',
    '{ wait "$OPSBOOK_GROUP"; OPSBOOK_EXIT=$?; } 2>/dev/null',
    // What the script left running may finish for two seconds; then it is stopped, as on this machine.
    'for OPSBOOK_SIGNAL in 0 TERM KILL; do',
    '  kill "-$OPSBOOK_SIGNAL" -- "-$OPSBOOK_GROUP" 2>/dev/null || break',
    `  [ "$OPSBOOK_SIGNAL" != TERM ] || echo '${leftBehind}' >&2`,
    '  for OPSBOOK_TRY in 1 2 3 4 5 6 7 8 9 10; do',
    '    kill -0 -- "-$OPSBOOK_GROUP" 2>/dev/null || break 2',
    '    sleep 0.2',
    '  done',
    'done',
    '{ kill "$OPSBOOK_WATCHER"; wait "$OPSBOOK_WATCHER"; } 2>/dev/null',
    `echo "${marks.ended} $OPSBOOK_EXIT" >&2`,
    'exit "$OPSBOOK_EXIT"',
    '}',
    '',
  ];
  return { text: text.join('\n'), scriptLine: before.length + 2 };
}

const leftBehind = '[Processes that the script left running were stopped when it ended.]';

/** bash counts the lines of all that it was sent; a person counts those of the script. */
export function asScriptLines(output: string, { scriptLine }: Sent): string {
  return output.replaceAll(/^bash: (?:eval: )?line (\d+):/gm, (whole, line: string) => {
    const own = Number(line) - scriptLine + 1;
    return own < 1 ? whole : `script: line ${own}:`;
  });
}

// Everything but plain ASCII by its bytes: no line end and no quote of a value stands in what bash reads, whatever its locale.
// https://www.gnu.org/software/bash/manual/bash.html#ANSI_002dC-Quoting
function quoted(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  const plain = /[\w ./:,;=+@%^*()[\]{}<>|&!?#$~"-]/;
  let written = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    written += byte < 128 && plain.test(character) ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `$'${written}'`;
}
