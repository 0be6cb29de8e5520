// One person as a test or the demo drives them. Clicks use what was on the screen when the message was read, as people do.

import { elementsOf, type PlacedElement } from '../block-kit/elements.ts';
import { enter, openForms, type StoredView } from '../forms.ts';
import { textIn, type JsonRecord } from '../json-values.ts';
import type { StateValues } from '../page/protocol.ts';
import { canRead, canSee } from '../page-shapes.ts';
import { directWith } from '../web-api/membership.ts';
import type { World } from '../world.ts';
import { findConversation, findMessage, findPerson, type Conversation, type Person } from '../workspace.ts';
import { valueFor, type Chosen } from './choices.ts';
import { changeChannel, deleteOwn, editOwn, takeReactionBack } from './changes-by-hand.ts';
import { actOnMessage, actOnView } from './clicks.ts';
import { joinChannel, openHome, pinMessage, reactTo } from './deeds.ts';
import type { Outcome } from './outcome.ts';
import { readForm, readMessage, type ReadableForm, type ReadableMessage } from './readable.ts';
import { useShortcut } from './shortcuts.ts';
import { closeForm, submitForm } from './submissions.ts';
import { typeText } from './typing.ts';

type Inputs = Readonly<Record<string, Chosen>>;

export interface Actor {
  readonly id: string;
  readonly name: string;
  /** Types a message or a `/command`. Rejects with Slack's sentence when the app let the person down. */
  type(channel: string, text: string, inThreadOf?: { readonly ts: string }): Promise<void>;
  /**
   * Presses a button, named by its text or action id, on a message or on the topmost form. `inputs` is what the inputs of the
   * message hold then, by label or block id.
   */
  click(where: ReadableMessage | 'form' | 'home', button: string, inputs?: Inputs): Promise<void>;
  /** Chooses in a menu that is not part of a form's inputs, named by its action id. */
  choose(where: ReadableMessage | 'form' | 'home', actionId: string, option: Chosen): Promise<void>;
  /** Enters values into the topmost form, by label or block id. */
  fill(values: Inputs): void;
  /** Submits the topmost form; what is refused stands in `form()`'s inputs as `error`. */
  submit(): Promise<void>;
  closeForm(): Promise<void>;
  /** The topmost modal. */
  form(): ReadableForm | undefined;
  /** The app's home tab, once it was published. */
  home(): ReadableForm | undefined;
  openHome(): void;
  /** The messages of a channel that this person sees, threads and ephemeral ones included, oldest first. */
  sees(channel: string): readonly ReadableMessage[];
  /** The messages of this person's direct conversation with the app. */
  dms(): readonly ReadableMessage[];
  /** Sentences Slack itself has told this person. */
  notices(): readonly string[];
  /** Uses a shortcut of the app by its callback id: a global one, or a message's. */
  shortcut(callbackId: string, message?: ReadableMessage): Promise<void>;
  join(channel: string): void;
  react(message: { readonly channel: string; readonly ts: string }, name: string): void;
  pin(message: { readonly channel: string; readonly ts: string }): void;
  /** Takes a reaction back. */
  unreact(message: { readonly channel: string; readonly ts: string }, name: string): void;
  /** Only their own messages. */
  edit(message: { readonly channel: string; readonly ts: string }, text: string): void;
  remove(message: { readonly channel: string; readonly ts: string }): void;
  changeChannel(channel: string, deed: 'archive' | 'unarchive' | 'deleted'): void;
}

export function makeActor(world: World, person: Person): Actor {
  const told: string[] = [];
  world.changes.listen((change) => {
    if (change.kind === 'notice' && change.person === person.id) told.push(change.text);
  });
  return {
    id: person.id,
    name: person.name,
    type: async (channel, text, thread) => {
      settle(await typeText(world, person, place(world, person, channel), text, thread?.ts));
    },
    click: async (where, button, inputs) =>
      act(world, person, where, (each) => isButton(each, button), `button "${button}"`, { inputs }),
    choose: async (where, actionId, option) =>
      act(world, person, where, (each) => each.actionId === actionId, `menu "${actionId}"`, { option }),
    fill: (values) => fill(world, topForm(world, person), values),
    submit: async () => settle(await submitForm(world, topForm(world, person), {})),
    closeForm: () => closeForm(world, topForm(world, person)),
    form: () =>
      openForms(world, person.id)
        .slice(-1)
        .map((each) => readForm(world, each))[0],
    home: () => homeOf(world, person).map((each) => readForm(world, each))[0],
    openHome: () => openHome(world, person),
    sees: (channel) => seen(world, person, place(world, person, channel)),
    dms: () => directs(world, person).flatMap((each) => seen(world, person, each)),
    notices: () => told,
    shortcut: async (callbackId, message) => settle(await useShortcut(world, person, callbackId, message)),
    join: (channel) => joinChannel(world, person, place(world, person, channel).id),
    react: (message, name) => reactTo(world, person, message.channel, message.ts, name),
    unreact: (message, name) => takeReactionBack(world, person, message, name),
    edit: (message, text) => editOwn(world, person, message, text),
    remove: (message) => deleteOwn(world, person, message),
    changeChannel: (channel, deed) => changeChannel(world, person, place(world, person, channel), deed),
    pin: (message) => pinMessage(world, person, message.channel, message.ts),
  };
}

function settle(outcome: Outcome): void {
  if (!outcome.ok) throw new Error(outcome.say);
}

/** A channel by `#name`, name or id, if this person sees it; the app's name means the direct conversation with it. */
function place(world: World, person: Person, reference: string): Conversation {
  const found = findConversation(world.workspace, reference);
  if (found !== undefined && canSee(found, person.id)) return found;
  if (findPerson(world.workspace, reference)?.id === world.app.user) return directWith(world, person.id);
  const seenNames = [...world.workspace.conversations.values()].filter(
    (each) => each.kind !== 'direct' && canSee(each, person.id),
  );
  throw new Error(
    `${person.name} sees no channel "${reference}", but ${seenNames.map((each) => `#${each.name}`).join(', ')}.`,
  );
}

function directs({ workspace, app }: World, person: Person): readonly Conversation[] {
  return [...workspace.conversations.values()].filter(
    (each) => each.kind === 'direct' && each.members.has(person.id) && each.members.has(app.user),
  );
}

function seen(world: World, person: Person, conversation: Conversation): readonly ReadableMessage[] {
  return conversation.messages
    .filter((each) => canRead(conversation, each, person.id))
    .map((each) => readMessage(world, each, person.id));
}

function homeOf({ forms }: World, person: Person): readonly StoredView[] {
  const view = forms.views.get(forms.homes.get(person.id) ?? '');
  return view === undefined ? [] : [view];
}

function topForm(world: World, person: Person): StoredView {
  const form = openForms(world, person.id).at(-1);
  if (form === undefined) throw new Error(`${person.name} has no form open.`);
  return form;
}

function isButton({ element, actionId }: PlacedElement, words: string): boolean {
  return actionId === words || textIn(element['text'], 'text') === words;
}

async function act(
  world: World,
  person: Person,
  where: ReadableMessage | 'form' | 'home',
  isIt: (placed: PlacedElement) => boolean,
  what: string,
  { option, inputs }: { readonly option?: Chosen; readonly inputs?: Inputs | undefined },
): Promise<void> {
  const view = where === 'home' ? homeOf(world, person)[0] : where === 'form' ? topForm(world, person) : undefined;
  const blocks = typeof where === 'string' ? (view?.blocks ?? []) : where.blocks;
  const placed = elementsOf(blocks).find(isIt);
  if (placed === undefined) {
    const names = elementsOf(blocks).map((each) => textIn(each.element['text'], 'text') ?? each.actionId);
    throw new Error(`There is no ${what} here, but: ${names.join(', ') || 'nothing to press'}.`);
  }
  const value: JsonRecord = option === undefined ? {} : valueFor(world, placed.element, option);
  const chosen = option === undefined ? {} : { [placed.blockId]: { [placed.actionId]: value } };
  const state = { ...entered(world, blocks, inputs ?? {}), ...chosen };
  if (view !== undefined) return settle(await actOnView(world, person, view, { placed, value, state }));
  if (typeof where === 'string') return;
  const conversation = world.workspace.conversations.get(where.channel);
  const message = conversation === undefined ? undefined : findMessage(conversation, where.ts);
  if (conversation === undefined || message === undefined) throw new Error('This message is gone.');
  settle(await actOnMessage(world, person, conversation, message, { placed, value, state }));
}

function fill(world: World, view: StoredView, values: Inputs): void {
  const state = entered(world, view.blocks, values);
  for (const [blockId, value] of Object.entries(state))
    enter(world, world.forms.views.get(view.id) ?? view, { [blockId]: value });
}

/** What inputs hold, as Slack sends it. */
function entered(world: World, blocks: readonly unknown[], values: Inputs): StateValues {
  const inputs = elementsOf(blocks).filter((each) => each.input !== undefined);
  const state: Record<string, Record<string, unknown>> = {};
  for (const [name, chosen] of Object.entries(values)) {
    const found = inputs.find((each) => each.blockId === name || textIn(each.input?.['label'], 'text') === name);
    if (found === undefined) {
      const labels = inputs.map((each) => textIn(each.input?.['label'], 'text') ?? each.blockId);
      throw new Error(`No input "${name}" here. There are: ${labels.join(', ')}.`);
    }
    state[found.blockId] = { [found.actionId]: valueFor(world, found.element, chosen) };
  }
  return state;
}
