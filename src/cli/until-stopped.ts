// Resolves when somebody wants this process to end: a signal, or the end of the parent that started it.

export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    // The handlers stay: Ctrl-C under npm brings the signal twice, and a second one without a handler kills in the middle of the end.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    if (process.send !== undefined) process.once('disconnect', () => resolve('the parent process ended'));
  });
}
