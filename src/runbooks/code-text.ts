// What no executable block may hold, whatever its language: characters that deceive the eye, and words still to be filled in.

export interface CodeFault {
  /** Counts from 1 inside the text. */
  readonly line: number;
  readonly say: string;
  readonly hint: string;
}

const invisible = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029]/u;
const blanks = /(?! )\p{Zs}/u;
const curly = /[\u2018-\u201f]/u;
const longDash = /(?:^|\s)[\u2013\u2014](?=\w)/u;

const deceivers = [
  { pattern: invisible, what: 'an invisible character', hint: 'Delete it and type the place again.' },
  { pattern: blanks, what: 'a blank that is no ordinary space', hint: 'Replace it by a space.' },
  { pattern: curly, what: 'a curly quote', hint: `Replace it by ' or ".` },
  { pattern: longDash, what: 'a long dash where an option begins', hint: 'Write - or --.' },
];

// `<cluster ID>`; not `cat <in >out`, where a blank stands before the bracket, and not `a<b AND c>d`.
const placeholder = /(?<!<)<([A-Za-z][\w./:-]*)>|(?<![\w<)])<([A-Za-z][\w./:-]*(?: [\w./:-]+)+)>/;

/** Every fault, at most one of a kind in a line. */
export function codeFaults(text: string): readonly CodeFault[] {
  return text.split('\n').flatMap((content, index) => {
    const line = index + 1;
    const found: CodeFault[] = [];
    for (const { pattern, what, hint } of deceivers) {
      const match = pattern.exec(content);
      if (match === null) continue;
      const mark = (match[0].trim() === '' ? match[0] : match[0].trim()).codePointAt(0) ?? 0;
      const code = `U+${mark.toString(16).toUpperCase().padStart(4, '0')}`;
      found.push({ line, say: `The block holds ${what} (${code}) in column ${match.index + 1}`, hint });
    }
    const open = placeholder.exec(content);
    // An opening tag of XML has its closing one.
    if (open !== null && !text.includes(`</${open[1] ?? ''}`)) {
      const hint = 'Make it a parameter, or write the value.';
      found.push({ line, say: `\`${open[0]}\` still has to be filled in`, hint });
    }
    return found;
  });
}
