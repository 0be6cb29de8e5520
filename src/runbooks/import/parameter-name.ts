// What a placeholder is called as a parameter: `<cluster ID>` is cluster_id.

/** Undefined when no name can be made of it. */
export function parameterName(placeholder: string): string | undefined {
  const words = placeholder
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && word !== 'your');
  const name = words
    .join('_')
    .replace(/^\d+_?/, '')
    .slice(0, 60);
  return /^[a-z][a-z0-9_]*$/.test(name) && !name.endsWith('_proxy') ? name : undefined;
}
