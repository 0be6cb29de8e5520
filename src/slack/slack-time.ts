// What time it is for Slack: any answer of its says so, to the second. The SDK does not hand that header on.

const limitMs = 5_000;

/** Undefined when Slack does not answer; the check of the token says so. */
export async function slackTime(apiUrl: string): Promise<Date | undefined> {
  try {
    const answer = await fetch(new URL('api.test', apiUrl), { method: 'POST', signal: AbortSignal.timeout(limitMs) });
    await answer.body?.cancel();
    const date = new Date(answer.headers.get('date') ?? '');
    return Number.isNaN(date.getTime()) ? undefined : date;
  } catch {
    return undefined;
  }
}
