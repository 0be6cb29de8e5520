// A block that shows a session: prompts before the commands, and what they printed in between. Only the commands are run.

export interface Session {
  /** The commands; every other line is empty, so that lines keep their numbers. */
  readonly script: string;
  /** What was typed into a console of a database, and which program would take it. */
  readonly typed: readonly { readonly program: string; readonly text: string; readonly line: number }[];
  /** The lines that look like output, each by itself. */
  readonly output: readonly { readonly text: string; readonly line: number }[];
}

// `$ `, `% `, `➜ `, `[root@db1 ~]# `, `user@host:~$ `, `(venv) $ `, `➜  charts git:(main) ✗ `.
const prompts = [
  /^\s*(?:\([\w.-]{1,40}\)\s*)?[$%]\s+(?=\S)/,
  /^\s*[➜❯»→]\s+(?:\S{1,60}\s+git:\([^)\s]{1,80}\)\s*(?:[✗✔]\s*)?)?(?=\S)/u,
  /^\s*\[[\w.-]{1,60}@[\w.-]{1,60}[^\]\n]{0,80}\]\s*[$#%]\s*(?=\S)/,
  /^\s*[\w.-]{1,60}@[\w.-]{1,60}:[^\s$#]{0,80}\s?[$#]\s+(?=\S)/,
  /^\s*PS [A-Z]:\\[^>\n]{0,120}>\s+(?=\S)/,
  /^\s*(?:(?:ba|z|da)?sh-[\d.]{1,8}[$#]|\/[\w/.-]{0,60} #)\s+(?=\S)/,
];
// `mysql> `, `shop=# `, `127.0.0.1:6379> `. A console is not the shell: what stands behind is its own language.
const consoles: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:mysql|MariaDB \[[^\]\n]{0,60}\])>\s*(?=\S)/, 'mysql'],
  [/^\s*[\w.-]{1,60}(?:=[#>*]|-[#>]|=\*#)\s+(?=\S)/, 'psql'],
  [/^\s*(?:[\w.-]{1,60}:\d{2,5}(?:\[\d{1,2}\])?|redis [\w.:-]{1,60}|redis)>\s+(?=\S)/, 'redis-cli'],
  [/^\s*(?:cqlsh(?::\w{1,60})?|cassandra@cqlsh)>\s+(?=\S)/, 'cqlsh'],
  [/^\s*sqlite>\s+(?=\S)/, 'sqlite3'],
  [
    /^\s*(?:[\w-]{1,60}:(?:PRIMARY|SECONDARY)|\w{1,60} \[direct: \w{1,20}\] \w{1,60}|test|admin)>\s+(?=db\.|rs\.|sh\.|show |use )/,
    'mongosh',
  ],
  [/^>>>\s+(?=\S)/, 'python'],
];
// A table's head: `NAME   READY   STATUS`. Lines of a command are never like that.
const tableHead =
  /^\s*[A-Z][A-Z0-9()%/_-]+(?: [A-Z][A-Z0-9()%/_-]*)*(?:(?: {2,}|\t)[A-Z][A-Z0-9()%/_-]*(?: [A-Z][A-Z0-9()%/_-]*)*)+\s*$/;
const mostContinued = 40;

/**
 * Splits a session into its commands and their output. `undefined` when the text shows no prompt and no table.
 * `isWhole` says whether a text is complete shell: a command goes on until it is, as behind an open quote.
 */
export function readSession(text: string, isWhole: (script: string) => boolean): Session | undefined {
  const lines = text.split('\n');
  const typed = lines.flatMap((line, index) => typedInto(line, index + 1));
  const hasPrompts = typed.length > 0 || lines.some((line) => promptOf(line) !== undefined);
  if (!hasPrompts) return lines.some((line) => tableHead.test(line)) ? withoutTables(lines) : undefined;
  const first = lines.findIndex((line) => promptOf(line) !== undefined || typedInto(line, 1).length > 0);
  // A line like a prompt inside a heredoc or a string is none.
  if (!isWhole(lines.slice(0, first).join('\n'))) return undefined;
  const script = lines.map((line, index) => (index < first ? line : ''));
  const output: { text: string; line: number }[] = [];
  for (let at = first; at < lines.length;) {
    const prompt = promptOf(lines[at] ?? '');
    if (prompt === undefined) {
      if (typedInto(lines[at] ?? '', 1).length === 0) output.push({ text: lines[at] ?? '', line: at + 1 });
      at += 1;
      continue;
    }
    const command = commandAt(lines, at, prompt.length, isWhole);
    for (const [index, line] of command.entries()) script[at + index] = line;
    at += command.length;
  }
  return { script: script.join('\n'), typed, output: output.filter((line) => line.text.trim() !== '') };
}

function typedInto(line: string, number: number): Session['typed'][number][] {
  for (const [prompt, program] of consoles) {
    const found = prompt.exec(line)?.[0];
    if (found !== undefined) return [{ program, text: line.slice(found.length), line: number }];
  }
  return [];
}

/** The prompt that a line begins with. */
export function promptOf(line: string): string | undefined {
  for (const prompt of prompts) {
    const found = prompt.exec(line)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

// The line of a prompt, and those after it that belong to the same command.
function commandAt(
  lines: readonly string[],
  at: number,
  promptLength: number,
  isWhole: (script: string) => boolean,
): string[] {
  const command = [(lines[at] ?? '').slice(promptLength)];
  const rest = lines.slice(at + 1, at + 1 + mostContinued);
  let whole = isWhole(command.join('\n')) ? command.length : undefined;
  const end = rest.findIndex((line) => promptOf(line) !== undefined);
  for (const line of end < 0 ? rest : rest.slice(0, end)) {
    const goesOn = command.at(-1)?.endsWith('\\') === true;
    if (whole !== undefined && !goesOn) break;
    command.push(line.replace(/^\s*>\s/, ''));
    whole = isWhole(command.join('\n')) ? command.length : undefined;
  }
  // What never becomes whole is broken in its first line.
  return whole === undefined ? command.slice(0, continuedBy(command)) : command;
}

function continuedBy(command: readonly string[]): number {
  const end = command.findIndex((line) => !line.endsWith('\\'));
  return end < 0 ? command.length : end + 1;
}

// A table goes on to the next empty line.
function withoutTables(lines: readonly string[]): Session {
  const output: { text: string; line: number }[] = [];
  let inTable = false;
  const script = lines.map((line, index) => {
    inTable = tableHead.test(line) || (inTable && line.trim() !== '');
    if (inTable) output.push({ text: line, line: index + 1 });
    return inTable ? '' : line;
  });
  return { script: script.join('\n'), typed: [], output };
}
