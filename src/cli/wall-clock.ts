// Times as a terminal shows them: `2026-11-30 15:05:12`, in the zone of OPSBOOK_TIMEZONE, which the output names.

export function wallClock(zone: string): (at: Date) => string {
  // Swedish dates are ISO dates.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => format.format(at);
}
