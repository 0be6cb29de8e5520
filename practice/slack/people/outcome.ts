// What comes of a person's command, click or submission, and Slack's sentence for it when the app let the person down.

import type { Acknowledgement } from '../app-link/link.ts';
import type { JsonRecord } from '../json-values.ts';
import type { World } from '../world.ts';

export type Outcome =
  | { readonly ok: true }
  /** What the person reads. */
  | { readonly ok: false; readonly say: string };

/** What a modal shows when its submission reaches nobody. */
export const FORM_TROUBLE = 'We had some trouble connecting. Try again?';

export const happened: Outcome = { ok: true };

/** Tells the person, on the page and as the outcome. */
export function letDown(world: World, person: string, channel: string, say: string): Outcome {
  world.changes.announce({ kind: 'notice', person, channel, text: say });
  return { ok: false, say };
}

/** The sentence for a command or click that was not acknowledged; undefined when it was. */
export function sentenceFor(acknowledgement: Acknowledgement, what: string): string | undefined {
  switch (acknowledgement.kind) {
    case 'acknowledged':
      break;
    case 'missed':
      return `${what} failed because the app did not respond`;
    case 'unreachable':
      return `${what} failed with the error "dispatch_failed"`;
    case 'failed':
      return `${what} failed with the error "http_service_error"`;
  }
  return undefined;
}

/** What every interactive payload carries about the team, the person and the app. */
export function payloadFrame(world: World, person: string): JsonRecord {
  const { app, workspace } = world;
  const name = workspace.people.get(person)?.name ?? '';
  return {
    user: { id: person, username: name, name, team_id: workspace.id },
    api_app_id: app.id,
    token: app.verificationToken,
    team: { id: workspace.id, domain: workspace.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
