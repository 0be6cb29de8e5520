// A harbour whose numbers a test sets: its runbook with checks, and the system that they ask.

import { createServer, type Server, type ServerResponse } from 'node:http';

export interface Harbour {
  readonly url: string;
  /** What it answers from now on. */
  set(numbers: Readonly<Record<string, unknown>>): void;
  /** Answers with 503 from now on. */
  sink(): void;
  /** Answers nobody from now on … */
  hold(): void;
  /** … until then. */
  letGo(): void;
  /** How often it was asked. */
  asked(): number;
  stop(): Promise<void>;
}

export async function startHarbour(first: Readonly<Record<string, unknown>>): Promise<Harbour> {
  let numbers: Readonly<Record<string, unknown>> | undefined = first;
  let asked = 0;
  let held: ServerResponse[] | undefined;
  const server: Server = createServer((_request, response) => {
    asked += 1;
    if (held !== undefined) return void held.push(response);
    answer(response);
  });
  const answer = (response: ServerResponse): void => {
    response.setHeader('content-type', 'application/json');
    response.writeHead(numbers === undefined ? 503 : 200).end(JSON.stringify(numbers ?? {}));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    set: (next) => (numbers = next),
    sink: () => (numbers = undefined),
    hold: () => (held = []),
    letGo: () => {
      for (const response of held ?? []) answer(response);
      held = undefined;
    },
    asked: () => asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Every fifteen minutes; nothing on it is due by itself while a test holds the clock. */
export const harbourRunbook = `---
system: harbour
title: Harbour runbook
owners: ["@ace-oncall"]
targets:
  api: { http: "\${HARBOUR_URL}" }
---
# Harbour runbook

## Watch the queue
\`\`\`yaml procedure
id: queue
schedule: "*/15 * * * *"
thresholds:
  waiting: { warn: 20, critical: 50, unit: ships, then: clear-the-queue }
  pace: { critical: "value < 0.5 && waiting > 0" }
\`\`\`

\`\`\`http target=api save=waiting:json.waiting save=pace:json.pace
GET /queue
\`\`\`

## Clear the queue
\`\`\`yaml procedure
id: clear-the-queue
\`\`\`

- [ ] Send the pilots out.
`;

/** A list for the morning, in the zone of the bot. */
export const morningRunbook = `---
system: pier
owners: ["@ace-oncall"]
---
# Pier

## Good morning
\`\`\`yaml procedure
id: morning
schedule: "30 7 * * *"
\`\`\`

- [ ] Look at the board.
- [ ] Empty the inbox.
`;
