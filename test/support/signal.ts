// Something a test waits for, instead of sleeping.

export interface Signal {
  readonly seen: Promise<void>;
  give(): void;
}

export function signal(): Signal {
  let give = (): void => undefined;
  const seen = new Promise<void>((resolve) => (give = resolve));
  return { seen, give };
}
