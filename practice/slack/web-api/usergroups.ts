// usergroups.*: the groups of people that runbooks name as owners and approvers.

import { ApiError } from '../api-error.ts';
import { groupJson } from '../api-shapes.ts';
import { flag, requiredText, type Answer, type Call } from './arguments.ts';
import { TIER_2, type Method } from './method.ts';

function list({ world, args }: Call): Answer {
  const withPeople = flag(args, 'include_users');
  return { usergroups: [...world.workspace.groups.values()].map((each) => groupJson(world, each, withPeople)) };
}

function people({ world, args }: Call): Answer {
  const group = world.workspace.groups.get(requiredText(args, 'usergroup'));
  if (group === undefined) throw new ApiError('no_such_subteam');
  return { users: group.people };
}

const read = { token: 'bot', scopes: ['usergroups:read'], perMinute: TIER_2 } as const;

export const usergroupsMethods: Readonly<Record<string, Method>> = {
  'usergroups.list': { ...read, required: [], act: list },
  'usergroups.users.list': { ...read, required: ['usergroup'], act: people },
};
