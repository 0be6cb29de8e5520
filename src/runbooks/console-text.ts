// A `console` block as a script: `$ ` prompts are taken off; output among the commands is refused, because it would be run.

export type ConsoleRead =
  | { readonly ok: true; readonly script: string }
  /** `line` counts from 1 inside the text. */
  | { readonly ok: false; readonly line: number; readonly say: string; readonly hint: string };

/** Keeps the number of lines, so that a line of the script is a line of the block. */
export function readConsole(text: string): ConsoleRead {
  const lines = text.split('\n');
  if (!lines.some(hasPrompt)) return { ok: true, script: text };
  const script: string[] = [];
  let continues = false;
  for (const [index, line] of lines.entries()) {
    const prompted = hasPrompt(line);
    if (!prompted && !continues && line.trim() !== '') {
      const hint = 'Delete the output, or put $ and a space before a command.';
      return {
        ok: false,
        line: index + 1,
        say: 'This line has no `$ ` prompt although others have, so it looks like output',
        hint,
      };
    }
    script.push(prompted ? line.replace(/^\s*\$ /, '') : line);
    continues = line.endsWith('\\');
  }
  return { ok: true, script: script.join('\n') };
}

/** The first line that begins with a `$ ` prompt, counted from 1. */
export function promptLine(text: string): number | undefined {
  const at = text.split('\n').findIndex(hasPrompt);
  return at === -1 ? undefined : at + 1;
}

function hasPrompt(line: string): boolean {
  return /^\s*\$ /.test(line);
}
