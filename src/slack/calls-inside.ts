// A client whose calls are told of by whoever made it: the same client underneath, with its pace and its retries.

import { WebClient } from '@slack/web-api';

/** `around` is given the method, as in `chat.postMessage`, and what was asked. */
export type Around = <T>(method: string, asked: unknown, call: () => Promise<T>) => Promise<T>;

/** By this name a client tells what lies beneath it. Kept in no table: one of thousands of clients is soon nobody's any more. */
const beneath = Symbol('beneath');

/** Around the client itself, not around what somebody put around it before: nothing is told of twice. */
export function callsInside(client: WebClient, around: Around): WebClient {
  const bare: unknown = Reflect.get(client, beneath);
  return inside(bare instanceof WebClient ? bare : client, '', around);
}

function inside<T extends object>(one: T, path: string, around: Around): T {
  return new Proxy(one, {
    get: (target, name) => {
      if (name === beneath) return target;
      const value: unknown = Reflect.get(target, name);
      const at = `${path}${String(name)}`;
      if (typeof value === 'function')
        return (...given: readonly unknown[]) =>
          around(at, given[0], async (): Promise<unknown> => Reflect.apply(value, target, given));
      return typeof value === 'object' && value !== null ? inside(value, `${at}.`, around) : value;
    },
  });
}
