// A title as a name to type: small letters, digits and dashes.

/** Empty when the title holds no Latin letter and no digit. */
export function slug(title: string, longest = 60): string {
  const dashed = title
    .slice(0, 1000)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-');
  const plain = dashed.startsWith('-') ? dashed.slice(1) : dashed;
  const cut = plain.slice(0, longest);
  return cut.endsWith('-') ? cut.slice(0, -1) : cut;
}
