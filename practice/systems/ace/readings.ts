// Reads the practice application from outside, over HTTP, as everybody else has to.

import { z } from 'zod';

const healthBody = z.object({ status: z.enum(['healthy', 'degraded']) });
const residentBytes = /^process_resident_memory_bytes (\d+)$/m;

/** What `/health` says; `down` when nothing answers. */
export async function readHealth(url: string): Promise<'healthy' | 'degraded' | 'down'> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
    return healthBody.parse(await response.json()).status;
  } catch {
    return 'down';
  }
}

/** The application's memory in bytes, from its metrics. */
export async function readResidentBytes(url: string): Promise<number> {
  const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(2_000) });
  const [, bytes] = residentBytes.exec(await response.text()) ?? [];
  if (bytes === undefined) throw new Error(`${url}/metrics does not say process_resident_memory_bytes`);
  return Number(bytes);
}
