// A person submits or closes a modal. Slack itself refuses incomplete forms; only complete ones reach the app.

import { ApiError } from '../api-error.ts';
import { deliver } from '../app-link/deliver.ts';
import type { Acknowledgement } from '../app-link/link.ts';
import { stateOf } from '../block-kit/elements.ts';
import { formFaults } from '../block-kit/form-faults.ts';
import { dropForms, enter, openForms, pushForm, readView, replaceForm, viewJson, type StoredView } from '../forms.ts';
import { issueTrigger } from '../grants.ts';
import { isRecord, type JsonRecord } from '../json-values.ts';
import type { StateValues } from '../page/protocol.ts';
import type { World } from '../world.ts';
import { FORM_TROUBLE, happened, letDown, payloadFrame, type Outcome } from './outcome.ts';

/** Resolves when the app has answered; errors under the inputs are announced and are no failure. */
export async function submitForm(world: World, view: StoredView, state: StateValues): Promise<Outcome> {
  const filled = enter(world, view, state);
  world.forms.errors.delete(view.id);
  const faults = formFaults(filled.blocks, stateOf(filled.blocks, filled.entered));
  if (Object.keys(faults).length > 0) {
    showErrors(world, view, faults);
    return happened;
  }
  const payload = {
    type: 'view_submission',
    ...payloadFrame(world, view.person),
    trigger_id: issueTrigger(world, view.person, view.id),
    view: viewJson(world, filled),
    response_urls: [],
  };
  const envelope = { kind: 'interactive', payload, acceptsResponse: true, attempt: 0, retryReason: '' } as const;
  const acknowledgement: Acknowledgement = await deliver(world, envelope);
  if (acknowledgement.kind !== 'acknowledged') return letDown(world, view.person, '', FORM_TROUBLE);
  try {
    follow(world, filled, acknowledgement.payload);
    return happened;
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    world.book.refuse('view_submission', thrown.error, JSON.stringify(thrown.extra));
    return letDown(world, view.person, '', FORM_TROUBLE);
  }
}

function follow(world: World, view: StoredView, response: JsonRecord): void {
  switch (response['response_action']) {
    case undefined:
      if (openForms(world, view.person).at(-1)?.id === view.id) dropForms(world, view.person, 'top');
      return;
    case 'clear':
      dropForms(world, view.person, 'all');
      return;
    case 'update':
      replaceForm(world, view, readView(world, response['view'], 'modal', view.id));
      return;
    case 'push':
      pushForm(world, view.person, readView(world, response['view'], 'modal'));
      return;
    case 'errors':
      showErrors(world, view, readErrors(view, response['errors']));
      return;
    default:
      throw new ApiError('invalid_response_action', { given: response['response_action'] });
  }
}

function readErrors(view: StoredView, given: unknown): Record<string, string> {
  const inputs = new Set(view.blocks.filter((each) => each.type === 'input').map((each) => each['block_id']));
  const errors: Record<string, string> = {};
  for (const [blockId, text] of Object.entries(isRecord(given) ? given : {})) {
    if (!inputs.has(blockId)) throw new ApiError('invalid_errors', { detail: `No input block "${blockId}".` });
    if (typeof text !== 'string') throw new ApiError('invalid_errors', { detail: `"${blockId}" has no text.` });
    errors[blockId] = text;
  }
  if (Object.keys(errors).length === 0) throw new ApiError('invalid_errors', { detail: 'errors is empty.' });
  return errors;
}

function showErrors(world: World, view: StoredView, errors: Readonly<Record<string, string>>): void {
  world.forms.errors.set(view.id, errors);
  world.changes.announce({ kind: 'form-errors', person: view.person, viewId: view.id, errors });
}

/** Closes the topmost modal, or all of them when it says `clear_on_close`; the app hears of it when it asked to. */
export async function closeForm(world: World, view: StoredView): Promise<void> {
  const isCleared = view.given['clear_on_close'] === true;
  const gone = dropForms(world, view.person, isCleared ? 'all' : 'top');
  const told = gone.filter((each) => each.given['notify_on_close'] === true);
  for (const each of told) {
    const payload = {
      type: 'view_closed',
      ...payloadFrame(world, each.person),
      view: viewJson(world, each),
      is_cleared: isCleared,
    };
    await deliver(world, { kind: 'interactive', payload, acceptsResponse: false, attempt: 0, retryReason: '' });
  }
}
