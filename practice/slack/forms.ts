// Modals and home tabs: their stack of three, their hash, and what a person has entered. Slack's views, as plain data.

import { randomBytes } from 'node:crypto';
import type { Block, StateValues } from './page/protocol.ts';
import { ApiError, invalidArguments } from './api-error.ts';
import { stateOf, withIds } from './block-kit/elements.ts';
import { viewProblems } from './block-kit/check-view.ts';
import { isRecord, listIn, parseJson, textIn, type JsonRecord } from './json-values.ts';
import type { World } from './world.ts';
import { nextId } from './workspace.ts';

const STACK = 3;
const VIEW_BYTES = 250_000;

export interface StoredView {
  readonly id: string;
  readonly person: string;
  readonly kind: 'modal' | 'home';
  /** The view as the app sent it. */
  readonly given: JsonRecord;
  readonly blocks: readonly Block[];
  readonly hash: string;
  readonly rootId: string;
  readonly previousId?: string;
  readonly entered: StateValues;
}

export interface Forms {
  readonly views: Map<string, StoredView>;
  /** Ids of each person's open modals, topmost last. */
  readonly stacks: Map<string, readonly string[]>;
  readonly homes: Map<string, string>;
  /** Messages under the inputs after the last submission: view id → block id → sentence. */
  readonly errors: Map<string, Readonly<Record<string, string>>>;
}

export function makeForms(): Forms {
  return { views: new Map(), stacks: new Map(), homes: new Map(), errors: new Map() };
}

export function openForms(world: World, person: string): readonly StoredView[] {
  return (world.forms.stacks.get(person) ?? []).flatMap((id) => world.forms.views.get(id) ?? []);
}

/** Checks a view from the app. Throws `invalid_arguments`, `view_too_large`, `duplicate_external_id`. */
export function readView(world: World, given: unknown, kind: StoredView['kind'], ownId?: string): JsonRecord {
  const view = typeof given === 'string' ? parseJson(given) : given;
  if (!isRecord(view)) throw invalidArguments(['must provide an object [json-pointer:/view]']);
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES) throw new ApiError('view_too_large');
  const problems = viewProblems(view, kind);
  if (problems.length > 0) throw invalidArguments(problems);
  const externalId = textIn(view, 'external_id') ?? '';
  const twin = externalId === '' ? undefined : byExternalId(world, externalId);
  if (twin !== undefined && twin.id !== ownId) throw new ApiError('duplicate_external_id');
  return view;
}

function byExternalId(world: World, externalId: string): StoredView | undefined {
  return [...world.forms.views.values()].find((each) => textIn(each.given, 'external_id') === externalId);
}

/** Opens a modal as the only one (`views.open`). */
export function openForm(world: World, person: string, given: JsonRecord): StoredView {
  for (const each of openForms(world, person)) world.forms.views.delete(each.id);
  return stack(world, person, given, []);
}

/** Lays a modal on the open ones. Throws `push_limit_reached`. */
export function pushForm(world: World, person: string, given: JsonRecord): StoredView {
  const open = openForms(world, person);
  if (open.length >= STACK) throw new ApiError('push_limit_reached');
  return stack(world, person, given, open);
}

function stack(world: World, person: string, given: JsonRecord, below: readonly StoredView[]): StoredView {
  const id = nextId(world.workspace, 'V');
  const previous = below.at(-1);
  const view: StoredView = {
    id,
    person,
    kind: 'modal',
    given,
    blocks: withIds(listIn(given, 'blocks')),
    hash: madeHash(world),
    rootId: below[0]?.id ?? id,
    ...(previous === undefined ? {} : { previousId: previous.id }),
    entered: {},
  };
  world.forms.views.set(id, view);
  world.forms.stacks.set(person, [...below.map((each) => each.id), id]);
  world.changes.announce({ kind: 'modals', person });
  return view;
}

/** Finds by id or external id. Throws `not_found`, and `hash_conflict` when the hash is not the view's. */
export function findForm(
  world: World,
  id: string | undefined,
  externalId: string | undefined,
  hash?: string,
): StoredView {
  const view = id === undefined ? byExternalId(world, externalId ?? '') : world.forms.views.get(id);
  if (view === undefined) throw new ApiError('not_found');
  if (hash !== undefined && hash !== view.hash) throw new ApiError('hash_conflict');
  return view;
}

/** Replaces a view's content. What was entered stays where block and action ids are the same, as at Slack. */
export function replaceForm(world: World, view: StoredView, given: JsonRecord): StoredView {
  const blocks = withIds(listIn(given, 'blocks'));
  const changed: StoredView = { ...view, given, blocks, hash: madeHash(world) };
  world.forms.views.set(view.id, changed);
  world.forms.errors.delete(view.id);
  announce(world, view);
  return changed;
}

export function publishHome(world: World, person: string, given: JsonRecord, hash: string | undefined): StoredView {
  const old = world.forms.views.get(world.forms.homes.get(person) ?? '');
  if (old !== undefined && hash !== undefined && hash !== old.hash) throw new ApiError('hash_conflict');
  if (old !== undefined) return replaceForm(world, old, given);
  const id = nextId(world.workspace, 'V');
  const blocks = withIds(listIn(given, 'blocks'));
  const view = { id, person, kind: 'home', given, blocks, hash: madeHash(world), rootId: id, entered: {} } as const;
  world.forms.views.set(id, view);
  world.forms.homes.set(person, id);
  announce(world, view);
  return view;
}

/** Keeps what a person entered, over what they entered before. */
export function enter(world: World, view: StoredView, state: StateValues): StoredView {
  const entered = { ...view.entered };
  for (const [blockId, values] of Object.entries(state)) entered[blockId] = { ...entered[blockId], ...values };
  const changed = { ...view, entered };
  world.forms.views.set(view.id, changed);
  return changed;
}

/** Takes the topmost modal away, or all. Answers those that are gone. */
export function dropForms(world: World, person: string, which: 'top' | 'all'): readonly StoredView[] {
  const open = openForms(world, person);
  const gone = which === 'all' ? open : open.slice(-1);
  for (const each of gone) world.forms.views.delete(each.id);
  world.forms.stacks.set(
    person,
    open.filter((each) => !gone.includes(each)).map((each) => each.id),
  );
  world.changes.announce({ kind: 'modals', person });
  return gone;
}

function announce(world: World, view: StoredView): void {
  world.changes.announce({ kind: view.kind === 'modal' ? 'modals' : 'home', person: view.person });
}

function madeHash(world: World): string {
  return `${Math.floor(world.now() / 1000)}.${randomBytes(4).toString('hex')}`;
}

/** A view as Slack shows it to the app. */
export function viewJson(world: World, view: StoredView): JsonRecord {
  const { given } = view;
  return {
    id: view.id,
    team_id: world.workspace.id,
    type: view.kind,
    blocks: view.blocks,
    private_metadata: given['private_metadata'] ?? '',
    callback_id: given['callback_id'] ?? '',
    external_id: given['external_id'] ?? '',
    state: { values: stateOf(view.blocks, view.entered) },
    hash: view.hash,
    title: given['title'] ?? null,
    submit: given['submit'] ?? null,
    close: given['close'] ?? null,
    clear_on_close: given['clear_on_close'] ?? false,
    notify_on_close: given['notify_on_close'] ?? false,
    submit_disabled: given['submit_disabled'] ?? false,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: world.app.id,
    app_installed_team_id: world.workspace.id,
    bot_id: world.app.botId,
  };
}
