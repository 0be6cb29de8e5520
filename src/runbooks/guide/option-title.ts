// Titles by which authors offer one of several ways: "Option A", "Method 2: by hand", "Alternative", "Or".

const numbered =
  /^(?:option|method|variant|approach|alternative|choice|possibility|way)\s*(?:#?\d{1,2}|[A-Z])(?=$|[\s.:)–—-])/i;
const another =
  /^(?:alternative(?:ly)?(?:\s*$|\s*[:,(–—-]|\s+(?:method|approach|procedure|way|option|solution|fix)\b)|or(?:\s+else)?[:,.…]*$)/i;
const between = /^(?:or|alternatively|or else|or alternatively)(?:$|[\s:,.…])/i;

/** One of several ways: "Option A". */
export function isOption(title: string): boolean {
  return numbered.test(title) || isOther(title);
}

/** As the first words of a line that may also be a sentence: "Option A: by hand", not "Option A is blue". */
export function isOptionLine(text: string): boolean {
  return isOther(text) || (numbered.test(text) && /^[A-Za-z]+\s*#?\w{1,2}\s*(?:$|[.:(–—-]|\)\s)/.test(text));
}

/** Another way than the one that stands before it: "Alternative". */
export function isOther(title: string): boolean {
  return !numbered.test(title) && another.test(title);
}

const longestJoint = 100;

/** A paragraph that stands between two ways: "or", "Alternatively, by hand:". */
export function isJoint(text: string): boolean {
  return text.length <= longestJoint && between.test(text);
}
