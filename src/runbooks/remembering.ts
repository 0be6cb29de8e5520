// Keeps the last answers of a pure question: several are asked about each block, and the same block stands on many pages.

// A longer text hardly stands anywhere else, and costs memory.
const longestText = 4000;

/** `most` answers are kept; the one that was given first goes first. */
export function remembering<T>(most: number, answer: (text: string) => T): (text: string) => T {
  const answers = new Map<string, { readonly of: T }>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known.of;
    const given = answer(text);
    if (text.length > longestText) return given;
    const [first] = answers.keys();
    if (first !== undefined && answers.size >= most) answers.delete(first);
    answers.set(text, { of: given });
    return given;
  };
}
