// users.*: the people of the workspace.

import { ApiError } from '../api-error.ts';
import { personJson } from '../api-shapes.ts';
import { knownPerson, page, requiredText, type Answer, type Call } from './arguments.ts';
import { TIER_2, TIER_3, TIER_4, type Method } from './method.ts';

function info(call: Call): Answer {
  return { user: personJson(call.world, knownPerson(call, requiredText(call.args, 'user'))) };
}

function list({ world, args }: Call): Answer {
  const { items, next } = page([...world.workspace.people.values()], args, 1000);
  return { members: items.map((each) => personJson(world, each)), response_metadata: { next_cursor: next } };
}

function lookupByEmail({ world, args }: Call): Answer {
  const email = requiredText(args, 'email').toLowerCase();
  const found = [...world.workspace.people.values()].find((each) => !each.isBot && each.email === email);
  if (found === undefined) throw new ApiError('users_not_found');
  return { user: personJson(world, found) };
}

const read = { token: 'bot', scopes: ['users:read'] } as const;

export const usersMethods: Readonly<Record<string, Method>> = {
  'users.info': { ...read, perMinute: TIER_4, required: ['user'], act: info },
  'users.list': { ...read, perMinute: TIER_2, required: [], act: list },
  'users.lookupByEmail': {
    token: 'bot',
    scopes: ['users:read.email'],
    perMinute: TIER_3,
    required: ['email'],
    act: lookupByEmail,
  },
};
