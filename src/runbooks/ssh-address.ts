// The address of a shell on another machine: `ssh://user@host:port`. The names are kept so plain that none can pass for an option.

const address =
  /^ssh:\/\/(?:[A-Za-z_][A-Za-z0-9_.-]{0,63}@)?(?:[A-Za-z0-9][A-Za-z0-9._-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?\/?$/;

/** User and port may be absent. */
export function isSshAddress(text: string): text is `ssh://${string}` {
  return address.test(text);
}
