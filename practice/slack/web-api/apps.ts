// apps.*, auth.*, api.*, team.*: who the app is, where it is, and the address of a Socket Mode connection.

import { randomBytes } from 'node:crypto';
import { ApiError } from '../api-error.ts';
import { text, type Answer, type Call } from './arguments.ts';
import { SPECIAL, TIER_3, type Method } from './method.ts';

function openConnection({ world }: Call): Answer {
  const ticket = randomBytes(16).toString('hex');
  world.link.tickets.add(ticket);
  const address = new URL(`/link/?ticket=${ticket}&app_id=${world.app.id}`, world.origin.replace('http:', 'ws:'));
  return { url: address.href };
}

function testAuth({ world }: Call): Answer {
  const { app, workspace, manifest } = world;
  return {
    url: `${world.origin}/`,
    team: workspace.name,
    user: manifest.botName,
    team_id: workspace.id,
    user_id: app.user,
    bot_id: app.botId,
    is_enterprise_install: false,
  };
}

function testApi({ args }: Call): Answer {
  const error = text(args, 'error');
  if (error !== undefined) throw new ApiError(error, { args });
  return { args };
}

function teamInfo({ world }: Call): Answer {
  const { id, name, domain } = world.workspace;
  return {
    team: { id, name, domain, url: `${world.origin}/`, email_domain: 'example.com', icon: { image_default: true } },
  };
}

export const appsMethods: Readonly<Record<string, Method>> = {
  'apps.connections.open': { token: 'app', scopes: [], perMinute: TIER_3, required: [], act: openConnection },
  'auth.test': { token: 'bot', scopes: [], perMinute: SPECIAL, required: [], act: testAuth },
  'api.test': { token: 'any', scopes: [], perMinute: SPECIAL, required: [], act: testApi },
  'team.info': { token: 'bot', scopes: ['team:read'], perMinute: TIER_3, required: [], act: teamInfo },
};
