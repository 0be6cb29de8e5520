// Meets what arrives with whoever waits for it, in either order. Nobody waits for ever.

export interface Mailbox<T> {
  put(key: string, value: T): void;
  /** Rejects after `patienceMs`, naming the key. */
  take(key: string): Promise<T>;
}

export function createMailbox<T>(patienceMs: number): Mailbox<T> {
  const arrived = new Map<string, T>();
  const waiting = new Map<string, (value: T) => void>();
  return {
    put: (key, value) => {
      const receive = waiting.get(key);
      waiting.delete(key);
      if (receive === undefined) arrived.set(key, value);
      else receive(value);
    },
    take: (key) => {
      const value = arrived.get(key);
      arrived.delete(key);
      if (value !== undefined) return Promise.resolve(value);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(key);
          reject(new Error(`Nothing arrived for ${key} within ${patienceMs / 1000} seconds.`));
        }, patienceMs);
        waiting.set(key, (received) => {
          clearTimeout(timer);
          resolve(received);
        });
      });
    },
  };
}
