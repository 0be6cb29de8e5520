// The door of the practice range for drills: HTTP on loopback, for whoever knows the token. It starts a fresh practice system when a drill
// asks for one, and everything ends with it.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { drillSystems, startDrill, type StartedDrill } from './drill-systems.ts';

export interface DrillDoor {
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

const largestBody = 16 * 1024;
/** Each is several processes. */
const mostDrills = 5;

const wanted = z.object({
  /** Chosen by the one who asks: asking twice by one name starts one. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,80}$/),
  system: z.string().max(80),
  fault: z.string().max(80).optional(),
});

type Answer = readonly [status: number, body: object];

interface Drills {
  readonly token: string;
  readonly started: Map<string, Promise<StartedDrill>>;
}

export async function startDrillDoor(options: { readonly port?: number } = {}): Promise<DrillDoor> {
  const drills: Drills = { token: randomBytes(24).toString('hex'), started: new Map() };
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000 }, (request, response) => {
    answer(drills, request)
      .catch((thrown: unknown): Answer => [500, { error: `The practice range broke: ${sentence(thrown)}` }])
      .then(([status, body]) => send(response, status, body))
      .catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The practice range has no port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    token: drills.token,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      const all = [...drills.started.keys()];
      await Promise.allSettled(all.map((id) => endDrill(drills, id)));
    },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  if (status >= 400) response.setHeader('Connection', 'close');
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

async function answer(drills: Drills, request: IncomingMessage): Promise<Answer> {
  if (!isKnown(request, drills.token))
    return [401, { error: 'Send the header Authorization: Bearer <OPSBOOK_RANGE_TOKEN>.' }];
  const { method = 'GET', url = '/' } = request;
  const [, room = '', id = '', ...rest] = (url.split('?', 1)[0] ?? '/').split('/');
  if (rest.length > 0) return nothingHere;
  if (method === 'GET' && room === 'systems' && id === '') return [200, { systems: listSystems() }];
  if (room !== 'drills') return nothingHere;
  if (method === 'POST' && id === '') return begin(drills, await readBody(request));
  const started = drills.started.get(id);
  if (started === undefined)
    return [
      404,
      { error: 'The practice range has no such drill: it was started again since, or the drill was ended.' },
    ];
  if (method === 'GET') return [200, { reading: await (await started).look() }];
  if (method !== 'DELETE') return [405, { error: 'Send a GET or a DELETE.' }];
  await endDrill(drills, id);
  return [200, {}];
}

const nothingHere: Answer = [404, { error: 'There are /systems and /drills here.' }];

function listSystems(): readonly object[] {
  return drillSystems.map(({ name, faults }) => ({
    name,
    faults: faults.map((fault) => ({ name: fault.name, describe: fault.describe })),
  }));
}

async function begin(drills: Drills, body: string | undefined): Promise<Answer> {
  if (body === undefined) return [413, { error: `The body is larger than ${String(largestBody)} bytes.` }];
  const read = wanted.safeParse(jsonOf(body));
  if (!read.success) return [400, { error: 'Send JSON with id, system and, if you like, fault.' }];
  const { id, system: name, fault: faultName } = read.data;
  const known = drills.started.get(id);
  if (known !== undefined) return told(id, known);
  const system = drillSystems.find((each) => each.name === name);
  if (system === undefined)
    return [
      422,
      {
        error: `The practice range has no system ${name}. It has ${drillSystems.map((each) => each.name).join(', ')}.`,
      },
    ];
  const fault = faultName === undefined ? system.faults[0] : system.faults.find((each) => each.name === faultName);
  if (fault === undefined)
    return [
      422,
      {
        error: `The practice ${name} has no fault ${faultName ?? ''}. It has ${system.faults.map((each) => each.name).join(', ')}.`,
      },
    ];
  if (drills.started.size >= mostDrills)
    return [
      429,
      {
        error: `${String(mostDrills)} drills are on already, and more this range does not take. End one of them first.`,
      },
    ];
  const starting = startDrill(system, fault);
  drills.started.set(id, starting);
  return told(id, starting, () => drills.started.delete(id));
}

async function told(id: string, starting: Promise<StartedDrill>, forget?: () => void): Promise<Answer> {
  try {
    const { environment, path, fault } = await starting;
    return [201, { id, environment, path, fault }];
  } catch (thrown) {
    forget?.();
    return [502, { error: `The practice system did not start: ${sentence(thrown)}` }];
  }
}

async function endDrill({ started }: Drills, id: string): Promise<void> {
  const ending = started.get(id);
  started.delete(id);
  // What did not start has cleared up after itself.
  const drill = await ending?.catch(() => undefined);
  await drill?.stop();
}

function isKnown({ headers }: IncomingMessage, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}

/** Undefined when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(z.instanceof(Uint8Array).parse(chunk));
    size += bytes.length;
    if (size > largestBody) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sentence(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
