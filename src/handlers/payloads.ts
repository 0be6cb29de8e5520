// Slack's payloads, as far as we read them. https://docs.slack.dev/interactivity and …/implementing-slash-commands

import { z } from 'zod';
import { personId } from '../ids.ts';

export const commandPayload = z.object({
  trigger_id: z.string().min(1),
  user_id: personId,
  channel_id: z.string().min(1),
  text: z.string().default(''),
  response_url: z.string().optional(),
});

const stateValue = z.object({
  value: z.string().nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});
/** By block id and action id: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const state = z.object({ values: z.record(z.string(), z.record(z.string(), stateValue)) });

export const actionPayload = z.object({
  trigger_id: z.string().min(1),
  user: z.object({ id: personId }),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string() }).optional(),
  container: z.object({ is_ephemeral: z.boolean().optional() }).optional(),
  response_url: z.string().optional(),
  state: state.optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().default('') })).min(1),
});
type ActionPayload = z.infer<typeof actionPayload>;

/** The values of all boxes that are ticked in the message, in its order. */
export function tickedIn({ state: held }: ActionPayload): readonly string[] {
  const elements = Object.values(held?.values ?? {}).flatMap((block) => Object.values(block));
  return elements.flatMap(({ selected_options: options }) => (options ?? []).map(({ value }) => value));
}

export const formPayload = z.object({
  trigger_id: z.string().min(1),
  user: z.object({ id: personId }),
  view: z.object({
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state,
  }),
});
export type FormPayload = z.infer<typeof formPayload>;

/** What a person put into the inputs, by block id; empty inputs are left out. */
export function valuesOf(form: FormPayload): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [block, inputs] of Object.entries(form.view.state.values)) {
    const input = Object.values(inputs)[0];
    const value = input?.value ?? input?.selected_option?.value ?? input?.selected_user ?? input?.selected_date;
    if (value !== undefined && value !== null && value !== '') values[block] = value;
  }
  return values;
}

/**
 * What people typed. Slack escapes `&`, `<` and `>`, and writes people, channels and addresses as tokens
 * (https://docs.slack.dev/interactivity/implementing-slash-commands#escaping): of those, people stay tokens, since a name alone does
 * not say who is meant.
 */
export function unescape(text: string): string {
  return text
    .replaceAll(/<((?:https?|mailto):[^|>]+)(?:\|([^>]*))?>/g, (_token, address: string, label?: string) =>
      address.startsWith('mailto:') ? (label ?? address.slice('mailto:'.length)) : address,
    )
    .replaceAll(/<#[CG][A-Z0-9]+\|([^>]+)>/g, '#$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
