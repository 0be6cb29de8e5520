// A schedule as cron writes it: minute, hour, day of the month, month, day of the week.

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const days = 'sun mon tue wed thu fri sat'.split(' ');

const fields = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of the month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: months },
  // 7 is a second name of Sunday.
  { name: 'day of the week', least: 0, most: 7, names: days },
] as const;

/** What is wrong with a cron expression of five fields, as half a sentence, or undefined. */
export function cronFault(written: string): string | undefined {
  const parts = written.trim().split(/\s+/);
  if (parts.length !== fields.length) return `has ${parts.length} fields in place of five`;
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? '';
    if (!part.split(',').every((item) => isItem(item, field)))
      return `has no ${field.name} that is known: ${part.slice(0, 60)}`;
  }
  return undefined;
}

type Field = (typeof fields)[number];

function isItem(item: string, field: Field): boolean {
  const [range = '', step, ...rest] = item.split('/');
  if (rest.length > 0) return false;
  if (step !== undefined && !(/^\d{1,2}$/.test(step) && Number(step) >= 1)) return false;
  if (range === '*') return true;
  const [from, to, ...others] = range.split('-').map((end) => numberOf(end, field));
  if (from === undefined || others.length > 0) return false;
  if (!range.includes('-')) return step === undefined;
  return to !== undefined && from <= to;
}

function numberOf(text: string, { least, most, names }: Field): number | undefined {
  const at = names.findIndex((name) => name === text.toLowerCase());
  if (at !== -1) return at + (names.length === 12 ? 1 : 0);
  const number = /^\d{1,2}$/.test(text) ? Number(text) : -1;
  return number >= least && number <= most ? number : undefined;
}
