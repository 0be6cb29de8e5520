// Words by which authors say "write your own here", whatever the language: `your-bucket`, `XXXX`, `changeme`, `YYYY-MM-DD`.

export interface Found {
  /** As written. */
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

// Bounded, and each begins where no longer word does.
const patterns: readonly RegExp[] = [
  /(?<![\w-])(?:your|our)[-_][\w.-]{0,60}\w/gi,
  /(?<![\w-])Your[A-Z]\w{1,60}/g,
  /(?<![\w-])name-of-[\w-]{1,60}/gi,
  /(?<![\w-])[\w-]{1,60}[-_]here(?![\w-])/gi,
  /(?<![\w-])(?:replace|insert|enter|put|fill)[-_](?:me|with|this|your|the|in|here|it)(?![A-Za-z])[\w-]{0,60}/gi,
  /(?<![\w-])change[-_]?(?:me|it)(?![a-z])[\w-]{0,60}/gi,
  /(?<![\w.-])[\w-]{0,40}?(?:x{4}|X{3})[\w-]{0,40}/g,
  /(?<![\w.])x{1,3}(?:\.x{1,3}){3}(?![\w.])/gi,
  /(?<![A-Za-z%])(?:YYYY|yyyy)(?:[-_/.]?(?:MM|mm)(?:[-_/.]?(?:DD|dd)(?:[-_T ]?(?:HH|hh)[-_:]?(?:MM|mm)(?:[-_:]?(?:SS|ss))?)?)?)?(?![A-Za-z])/g,
  /(?<!\d)\d{4}-(?:(?:\d\d|XX|MM)-(?:XX|DD)|MM-\d\d)(?![\w-])/g,
  /(?<![\w:])HH:MM(?::SS)?(?!\w)/g,
  /(?<![\w.])v?(?:X\.Y(?:\.Z)?|x\.y\.z)(?![\w.])/g,
  /(?<!\w)__[A-Z][A-Z\d_]{0,60}__(?!\w)/g,
  /%[A-Z][A-Z_]{2,40}%/g,
];

/** Every such word of a text, in no order. */
export function fillingWords(text: string): readonly Found[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({ text: match[0], at: match.index })),
  );
}
