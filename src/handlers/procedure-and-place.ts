// The value of a button that turns the pages of a procedure: `<procedure>#<step>` or `<procedure>#<step>.<part>`.

interface Place {
  readonly step: number;
  readonly part: number;
}

export function procedureAndPlace(value: string): { readonly procedure: string; readonly at: Place } {
  const [procedure = '', place = ''] = value.split('#');
  return { procedure, at: placeIn(place) };
}

/** `15` or `15.2`; the first page for what is no place. */
export function placeIn(text: string): Place {
  const [, step = '0', part = '0'] = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  return { step: Number(step), part: Number(part) };
}
