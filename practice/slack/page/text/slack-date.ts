// Slack's date placeholders, in the reader's own zone. Pure: now and zone are arguments.

const dayMs = 86_400_000;

export interface Reader {
  readonly now: Date;
  /** An IANA zone; the browser's own when absent. */
  readonly timeZone?: string;
}

/** Fills a format such as `{date_short_pretty} {time}`; undefined when the moment is no number or a placeholder is unknown. */
export function formatSlackDate(seconds: number, format: string, reader: Reader): string | undefined {
  if (!Number.isFinite(seconds)) return undefined;
  const at = new Date(seconds * 1000);
  let isKnown = true;
  const text = format.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const filled = placeholder(name, at, reader);
    if (filled === undefined) isKnown = false;
    return filled ?? '';
  });
  return isKnown ? text : undefined;
}

/** "today", "yesterday" or "tomorrow" as the reader sees it; undefined for any other day. */
export function nearDay(at: Date, reader: Reader): 'today' | 'yesterday' | 'tomorrow' | undefined {
  const day = dayKey(at, reader);
  if (day === dayKey(reader.now, reader)) return 'today';
  if (day === dayKey(new Date(reader.now.getTime() - dayMs), reader)) return 'yesterday';
  if (day === dayKey(new Date(reader.now.getTime() + dayMs), reader)) return 'tomorrow';
  return undefined;
}

function placeholder(name: string, at: Date, reader: Reader): string | undefined {
  const show = (options: Intl.DateTimeFormatOptions, locale = 'en-GB'): string =>
    new Intl.DateTimeFormat(locale, { ...options, ...zoneOf(reader) }).format(at);
  switch (name) {
    case 'date_num':
      return dayKey(at, reader);
    case 'date':
      return show({ day: 'numeric', month: 'long', year: 'numeric' });
    case 'date_short':
      return show({ day: 'numeric', month: 'short', year: 'numeric' });
    case 'date_long':
      return show({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
    case 'date_pretty':
    case 'date_short_pretty':
    case 'date_long_pretty':
      return nearDay(at, reader) ?? placeholder(name.replace('_pretty', ''), at, reader);
    case 'time':
      return show({ hour: '2-digit', minute: '2-digit' });
    case 'time_secs':
      return show({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
    case 'ago':
      return ago(at, reader.now);
    default:
      return undefined;
  }
}

function ago(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return words.format(seconds, 'second');
  if (size < 3600) return words.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return words.format(Math.round(seconds / 3600), 'hour');
  return words.format(Math.round(seconds / 86_400), 'day');
}

function dayKey(at: Date, reader: Reader): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...zoneOf(reader) }).format(at);
}

function zoneOf(reader: Reader): { timeZone?: string } {
  return reader.timeZone === undefined ? {} : { timeZone: reader.timeZone };
}
