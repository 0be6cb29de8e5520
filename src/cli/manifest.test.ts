import { expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { forHttp } from './manifest.ts';

const own = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8');

test.each([
  ['https://ops.example.com', 'https://ops.example.com/slack/events'],
  ['https://example.com/ops/', 'https://example.com/ops/slack/events'],
  ['https://ops.example.com/slack/events', 'https://ops.example.com/slack/events'],
])('for HTTP mode at %s, nothing else changes', (address, url) => {
  const { features, settings, ...rest } = parse(own);
  expect(parse(forHttp(own, address))).toEqual({
    ...rest,
    features: {
      ...features,
      slash_commands: features.slash_commands.map((one: object) => ({ ...one, url })),
    },
    settings: {
      ...settings,
      socket_mode_enabled: false,
      interactivity: { ...settings.interactivity, request_url: url },
      event_subscriptions: { ...settings.event_subscriptions, request_url: url },
    },
  });
});

test('every scope keeps what it is for', () => {
  const scopes = (text: string): string[] =>
    text.split('\n').filter((line) => /^ +- [a-z.]+(?::[a-z.]+)* #/.test(line));
  expect(scopes(own).length).toBeGreaterThan(15);
  expect(scopes(forHttp(own, 'https://ops.example.com')).map((line) => line.trim())).toEqual(
    scopes(own).map((line) => line.trim()),
  );
});

test.each(['http://ops.example.com', 'ops.example.com', ''])('%j is refused, because Slack would', (address) => {
  expect(() => forHttp(own, address)).toThrow(/Give the public one with https/);
});
