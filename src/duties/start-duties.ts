// Every duty with what it works with, each on its own queue.

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Measure } from '../checks/measurement.ts';
import type { Database } from '../db/database.ts';
import { runId } from '../ids.ts';
import type { StartCalled } from '../incidents/calls.ts';
import type { Incident } from '../incidents/incident.ts';
import type { IncidentSettings } from '../incidents/settings.ts';
import type { StoredRequest } from '../queue/inbox.ts';
import type { Desk } from '../runs/desk.ts';
import type { Look } from '../runs/evidence.ts';
import type { Shelves } from '../runs/still-true.ts';
import type { Fitting } from '../slack/messages/incident-card.ts';
import { createPace } from '../slack/pace.ts';
import type { People } from '../slack/people.ts';
import type { Redact } from '../slack/voice.ts';
import type { Advance } from './advance.ts';
import { checkDuty, tendSubject } from './check.ts';
import { homeDuty, type HomeDuty } from './home.ts';
import { gatherEvidence } from './evidence.ts';
import { postSubject, showNow, type PostDuty } from './post.ts';
import { remindDuty } from './remind.ts';
import { requestDuty } from './request.ts';
import { taskDuty, type DrillWork, type TaskDuty } from './task.ts';
import { updateDuty } from './update.ts';

export interface DutyGround extends Desk, Shelves {
  readonly database: Database;
  readonly log: Logger;
  readonly measure: Measure;
  readonly look: Look;
  readonly incidents: IncidentSettings;
  readonly people: People;
  /** Never waits on a 429, says so instead. */
  readonly client: WebClient;
  readonly redact: Redact;
  readonly advance: Advance;
  readonly workspaceUrl: string;
  readonly carryOut: (request: StoredRequest) => Promise<void>;
  /** Starts a procedure that an incident calls; what of it is a verb's work. */
  readonly startCalled: StartCalled;
  readonly drills: DrillWork;
  readonly range: PostDuty['range'];
  readonly fitting: (incident: Incident) => Promise<readonly Fitting[]>;
  /** What concerns a person, as far as they may see it. */
  readonly homeOf: HomeDuty['homeOf'];
}

export async function startDuties(ground: DutyGround): Promise<void> {
  const { queue, advance, database } = ground;
  const { announceChannel, timezone: zone } = ground.incidents;
  const pace = createPace();
  const post: PostDuty = { ...ground, pace, announceChannel, zone };
  const task: TaskDuty = {
    ...ground,
    pace,
    settings: ground.incidents,
    ownersOf: (system) => ground.library.runbooks.find((each) => each.system === system)?.owners ?? [],
    show: async (subject) => void (await showNow(post, subject)),
  };
  await queue.work('request', (data) => requestDuty(ground, data), { concurrency: 4 });
  await queue.work('advance', (data) => advance.guard({ run: runId.parse(data.run) }), { concurrency: 16 });
  await queue.work('post', (data) => postSubject(post, data), { concurrency: 4 });
  await queue.work('task', (data) => taskDuty(task, data), { concurrency: 4 });
  await queue.work('update', (data) => updateDuty(ground, data), { concurrency: 8 });
  await queue.work('remind', (data) => remindDuty(ground, data), { concurrency: 2 });
  await queue.work('home', (data) => homeDuty({ ...ground, pace }, data), { concurrency: 2 });
  // A look waits for its own turn among all looks.
  await queue.work('evidence', (data) => gatherEvidence(ground, runId.parse(data.run)), { concurrency: 3 });
  await queue.work('check', (data) => checkDuty({ ...ground, announceChannel, zone }, data), { concurrency: 4 });
  await database.transaction(async (tx) => queue.send(tx, 'check', { subject: tendSubject }));
}
