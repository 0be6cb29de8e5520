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
import { onTrail, type Desk } from '../runs/desk.ts';
import type { Look } from '../runs/evidence.ts';
import type { Shelves } from '../runs/still-true.ts';
import type { Fitting } from '../slack/messages/incident-card.ts';
import { onTrailOf } from '../slack/on-trail-of.ts';
import { createPace } from '../slack/pace.ts';
import type { People } from '../slack/people.ts';
import type { Redact } from '../slack/voice.ts';
import type { Cause } from '../trail/cause.ts';
import type { Trail, Trails } from '../trail/trail.ts';
import type { Advance } from './advance.ts';
import { checkDuty, tendSubject } from './check.ts';
import { homeDuty, type HomeDuty } from './home.ts';
import { gatherEvidence } from './evidence.ts';
import { postSubject, showNow, type PostDuty } from './post.ts';
import { remindDuty } from './remind.ts';
import { requestDuty } from './request.ts';
import { taskDuty, type DrillWork, type TaskDuty } from './task.ts';
import { updateDuty, type UpdateData } from './update.ts';

export interface DutyGround extends Desk, Shelves {
  readonly database: Database;
  readonly log: Logger;
  readonly trails: Trails;
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
  readonly startCalled: (handed: Parameters<StartCalled>[0], trail: Trail) => ReturnType<StartCalled>;
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
  const followed = <T>(follows: Cause | undefined, work: (own: DutyGround) => Promise<T>): Promise<T> =>
    work(dutyOn(ground, ground.trails.follow(follows)));
  const postOf = (own: DutyGround): PostDuty => ({ ...own, pace, announceChannel, zone });
  const taskOf = (own: DutyGround): TaskDuty => ({
    ...own,
    pace,
    settings: own.incidents,
    ownersOf: (system) => own.library.runbooks.find((each) => each.system === system)?.owners ?? [],
    startCalled: (handed) => own.startCalled(handed, own.trail),
    show: async (subject) => void (await showNow(postOf(own), subject)),
  });
  await queue.work('request', (data) => requestDuty(ground, data), { concurrency: 4 });
  await queue.work('advance', (data) => advance.guard({ run: runId.parse(data.run) }), { concurrency: 16 });
  await queue.work('post', (data, _, follows) => followed(follows, (own) => postTraced(own, postOf, data)), {
    concurrency: 4,
  });
  await queue.work('task', (data, _, follows) => followed(follows, (own) => taskDuty(taskOf(own), data)), {
    concurrency: 4,
  });
  await queue.work('update', (data, _, follows) => followed(follows, (own) => tracedUpdate(own, data)), {
    concurrency: 8,
  });
  await queue.work('remind', (data, _, follows) => followed(follows, (own) => remindDuty(own, data)), {
    concurrency: 2,
  });
  await queue.work('home', (data) => homeDuty({ ...ground, pace }, data), { concurrency: 2 });
  // A look waits for its own turn among all looks.
  await queue.work(
    'evidence',
    (data, _, follows) => followed(follows, (own) => gatherEvidence(own, runId.parse(data.run))),
    { concurrency: 3 },
  );
  await queue.work('check', (data) => checkDuty({ ...ground, announceChannel, zone }, data), { concurrency: 4 });
  await database.transaction(async (tx) => queue.send(tx, 'check', { subject: tendSubject }));
}

/** What the duty logs, calls and sends follows from what its job follows from. */
function dutyOn(ground: DutyGround, trail: Trail): DutyGround {
  return { ...onTrail(ground, trail), log: trail.log, client: onTrailOf(trail, ground.client) };
}

/** A promised update is kept when it stands in Slack. */
function postTraced(
  own: DutyGround,
  postOf: (own: DutyGround) => PostDuty,
  data: { readonly subject: string },
): ReturnType<typeof postSubject> {
  const [kind, incident, update] = data.subject.split(':');
  if (kind !== 'update') return postSubject(postOf(own), data);
  const attributes = {
    'opsbook.incident': Number(incident),
    'opsbook.update': Number(update),
    'opsbook.update.what': 'post',
  };
  return own.trail.span('incident.update', attributes, (trail) => postSubject(postOf(dutyOn(own, trail)), data));
}

function tracedUpdate(own: DutyGround, data: UpdateData): ReturnType<typeof updateDuty> {
  const attributes = {
    'opsbook.incident': data.incident,
    'opsbook.update': data.seq,
    'opsbook.update.what': data.what,
  };
  return own.trail.span('incident.update', attributes, (trail) => updateDuty(onTrail(own, trail), data));
}
