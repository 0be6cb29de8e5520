// The name of whoever is at the terminal, as the operating system has it.

import { userInfo } from 'node:os';

/** Undefined where the user has no entry, as in many containers. */
export function systemUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
