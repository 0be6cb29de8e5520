// views.*: modals need a fresh trigger to open; updating needs none, but may carry the hash it expects.

import { ApiError } from '../api-error.ts';
import { findForm, openForm, publishHome, pushForm, readView, replaceForm, viewJson } from '../forms.ts';
import { takeTrigger } from '../grants.ts';
import { knownPerson, requiredText, text, type Answer, type Call } from './arguments.ts';
import { TIER_4, type Method } from './method.ts';

function open({ world, args }: Call): Answer {
  const view = readView(world, args['view'], 'modal');
  const { person } = takeTrigger(world, requiredText(args, 'trigger_id'));
  return { view: viewJson(world, openForm(world, person, view)) };
}

function push({ world, args }: Call): Answer {
  const view = readView(world, args['view'], 'modal');
  const { person, viewId } = takeTrigger(world, requiredText(args, 'trigger_id'));
  if (viewId === undefined || !world.forms.views.has(viewId)) throw new ApiError('not_found');
  return { view: viewJson(world, pushForm(world, person, view)) };
}

function update({ world, args }: Call): Answer {
  const found = findForm(world, text(args, 'view_id'), text(args, 'external_id'), text(args, 'hash'));
  const view = readView(world, args['view'], found.kind, found.id);
  return { view: viewJson(world, replaceForm(world, found, view)) };
}

function publish(call: Call): Answer {
  const { world, args } = call;
  if (!world.manifest.isHomeEnabled) throw new ApiError('not_enabled');
  const person = knownPerson(call, requiredText(args, 'user_id'));
  const ownId = world.forms.homes.get(person.id);
  const view = readView(world, args['view'], 'home', ownId);
  return { view: viewJson(world, publishHome(world, person.id, view, text(args, 'hash'))) };
}

const method = { token: 'bot', scopes: [], perMinute: TIER_4 } as const;

export const viewsMethods: Readonly<Record<string, Method>> = {
  'views.open': { ...method, required: ['view', 'trigger_id'], act: open },
  'views.push': { ...method, required: ['view', 'trigger_id'], act: push },
  'views.update': { ...method, required: ['view'], act: update },
  'views.publish': { ...method, required: ['view', 'user_id'], act: publish },
};
