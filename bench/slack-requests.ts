// What Slack sends in HTTP mode, signed as Slack signs it: https://docs.slack.dev/authentication/verifying-requests-from-slack

import { createHmac, randomBytes } from 'node:crypto';

export const signingSecret = 'bench-signing-secret';
export const team = 'T0BENCH';
export const requester = 'U0REQUESTER';
export const approver = 'U0APPROVER';

export interface Pressed {
  readonly action: string;
  readonly value: string;
  readonly channel: string;
  readonly ts: string;
}

/** Where answers to a person go. */
export interface Whence {
  readonly channel: string;
  readonly responseUrl: string;
}

export function commandRequest(text: string, whence: Whence): Buffer {
  return signed(
    new URLSearchParams({
      token: 'verification',
      team_id: team,
      team_domain: 'bench',
      channel_id: whence.channel,
      channel_name: 'bench',
      user_id: requester,
      user_name: 'requester',
      command: '/ops',
      text,
      api_app_id: 'A0BENCH',
      is_enterprise_install: 'false',
      response_url: whence.responseUrl,
      trigger_id: triggerId(),
    }),
  );
}

export function clickRequest(pressed: Pressed, responseUrl: string): Buffer {
  const channel = { id: pressed.channel, name: 'bench' };
  return interaction({
    ...origin('block_actions', approver),
    response_url: responseUrl,
    container: { type: 'message', message_ts: pressed.ts, channel_id: channel.id, is_ephemeral: false },
    channel,
    message: { type: 'message', ts: pressed.ts, text: 'Approve?', blocks: [] },
    state: { values: {} },
    actions: [
      {
        type: 'button',
        action_id: pressed.action,
        block_id: 'buttons',
        value: pressed.value,
        text: { type: 'plain_text', text: 'Approve' },
        action_ts: pressed.ts,
      },
    ],
  });
}

export function formRequest(form: string, metadata: string, values: Readonly<Record<string, string>>): Buffer {
  const inputs = Object.entries(values).map(([block, value]) => [
    block,
    { input: { type: 'plain_text_input', value } },
  ]);
  return interaction({
    ...origin('view_submission', requester),
    view: {
      id: 'V0BENCH',
      type: 'modal',
      callback_id: form,
      private_metadata: metadata,
      state: { values: Object.fromEntries(inputs) },
    },
  });
}

/** https://docs.slack.dev/reference/events/app_home_opened */
export function homeOpened(person: string): Buffer {
  const event = { type: 'app_home_opened', user: person, channel: `D${person}`, tab: 'home', event_ts: '1700000000.1' };
  return signedBody(
    JSON.stringify({
      type: 'event_callback',
      team_id: team,
      api_app_id: 'A0BENCH',
      event_id: `Ev${triggerId()}`,
      event,
    }),
    'application/json',
  );
}

function origin(type: string, person: string): object {
  return {
    type,
    token: 'verification',
    team: { id: team, domain: 'bench' },
    user: { id: person, username: person, team_id: team },
    api_app_id: 'A0BENCH',
    trigger_id: triggerId(),
  };
}

function triggerId(): string {
  return `${Date.now()}.${randomBytes(10).toString('hex')}`;
}

function interaction(payload: object): Buffer {
  return signed(new URLSearchParams({ payload: JSON.stringify(payload) }));
}

function signed(fields: URLSearchParams): Buffer {
  return signedBody(fields.toString(), 'application/x-www-form-urlencoded');
}

function signedBody(body: string, contentType: string): Buffer {
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
  return Buffer.from(
    [
      'POST /slack/events HTTP/1.1',
      'Host: 127.0.0.1',
      `Content-Type: ${contentType}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Slack-Request-Timestamp: ${at}`,
      `X-Slack-Signature: v0=${signature}`,
      '',
      body,
    ].join('\r\n'),
  );
}
