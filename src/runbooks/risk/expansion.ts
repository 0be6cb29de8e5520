// What the shell makes of a text before it runs anything: escapes, `{a,b}`, and what `echo`, `printf` and their like print.

/** `\x` outside quotes. */
export function unescapeWord(text: string): string {
  return text.replace(/\\\n/g, '').replace(/\\(.)/gs, '$1');
}

/** The inside of `$'…'`, and what `echo -e` and `printf` make of a text. */
export function unescapeAnsi(text: string): string {
  const plain: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', "'": "'", '"': '"', '\\': '\\' };
  return text
    .replace(/\\x([0-9a-fA-F]{1,2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\0?([0-7]{2,3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    .replace(/\\([ntr'"\\])/g, (_, letter: string) => plain[letter] ?? letter);
}

const mostBraced = 50;
const longestPrint = 20_000;

/** `/bin/{rm,ls}` gives two words; the first braces only, since one word that says what runs is enough. */
export function braceWords(text: string): string[] {
  const braces = /^([^{}]*)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(text);
  if (braces === null) return [text];
  const [, before = '', list = '', after = ''] = braces;
  return list
    .split(',')
    .slice(0, mostBraced)
    .map((part) => before + part + after);
}

/** What a command prints when it prints only what is written in it; `undefined` for any other command. */
export function knownPrint(words: readonly string[]): string | undefined {
  const [name, ...args] = words;
  if (name === 'echo') {
    const isEscaped = args[0] !== undefined && /^-[nE]*e[neE]*$/.test(args[0]);
    const first = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
    const text = first < 0 ? '' : args.slice(first).join(' ');
    return isEscaped ? unescapeAnsi(text) : text;
  }
  if (name === 'printf') return printed(args);
  if (name === 'which' && args.length === 1) return args[0];
  if ((name === 'command' || name === 'type') && /^-[vpP]$/.test(args[0] ?? '')) return args[1];
  return undefined;
}

function printed([format = '', ...values]: readonly string[]): string | undefined {
  if (format === '-v') return undefined;
  const rest = [...values];
  const fill = () => unescapeAnsi(format).replace(/%[-+ 0]*\d*[sqbd]/g, () => rest.shift() ?? '');
  let text = fill();
  // The format is used again while values are left; one without a place for them would be used for ever.
  while (rest.length > 0 && text.length < longestPrint && /%[-+ 0]*\d*[sqbd]/.test(format)) text += fill();
  return text;
}

/** What `base64 -d` makes of a text, when it is base64 of text. */
export function decodedBase64(text: string): string | undefined {
  const compact = text.replaceAll(/\s+/g, '');
  if (compact === '' || !/^[A-Za-z0-9+/]+=*$/.test(compact)) return undefined;
  return Buffer.from(compact, 'base64').toString('utf8');
}
