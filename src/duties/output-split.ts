// What a step printed, as its card shows it: short output whole, long output as its first and last lines with the rest in a file.

export interface SplitOutput {
  readonly shown: string;
  /** Null when `shown` is all of it. */
  readonly whole: string | null;
}

const shownLimit = 2_400;
const headLimit = 1_200;

export function splitOutput(output: string): SplitOutput {
  const trimmed = output.trimEnd();
  if (trimmed.length <= shownLimit) return { shown: trimmed, whole: null };
  const head = trimmed.slice(0, headLimit);
  const tail = trimmed.slice(-headLimit);
  const left = trimmed.length - 2 * headLimit;
  const start = head.slice(0, Math.max(head.lastIndexOf('\n'), headLimit / 2));
  const end = tail.slice(Math.max(0, tail.indexOf('\n') + 1 < headLimit / 2 ? tail.indexOf('\n') + 1 : 0));
  return { shown: `${start}\n… about ${left} characters left out; the file has them all …\n${end}`, whole: trimmed };
}
