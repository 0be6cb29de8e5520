// What a stand-in command prints and how it exits; every stand-in answers in this shape.

export interface Answer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function printed(...lines: readonly string[]): Answer {
  return { exit: 0, stdout: lines.map((line) => `${line}\n`).join(''), stderr: '' };
}

export function failed(say: string): Answer {
  return { exit: 1, stdout: '', stderr: `${say}\n` };
}

/** A command of the real tool that the practice one does not have. */
export function unsupported(command: readonly string[], supported: readonly string[]): Answer {
  const say = [
    `The practice system does not have \`${command.join(' ')}\`. It has:`,
    ...supported.map((line) => `  ${line}`),
  ];
  return { exit: 64, stdout: '', stderr: `${say.join('\n')}\n` };
}

/** Columns as kubectl and docker print them: as wide as their widest cell, three spaces between. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
}

/** The age of something as kubectl shows it: `42s`, `7m`, `3h`. */
export function age(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));
  if (seconds < 120) return `${String(seconds)}s`;
  if (seconds < 7200) return `${String(Math.floor(seconds / 60))}m`;
  return `${String(Math.floor(seconds / 3600))}h`;
}
