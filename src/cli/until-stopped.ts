// Resolves when somebody wants this process to end: a signal, or the end of the parent that started it.

export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(signal));
    if (process.send !== undefined) process.once('disconnect', () => resolve('the parent process ended'));
  });
}
