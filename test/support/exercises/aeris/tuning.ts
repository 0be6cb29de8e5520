// Settings, models and packages.

import { expect } from 'vitest';
import type { Exercise } from '../../exercise.ts';
import { healthy } from './states.ts';

const tuned: Exercise = {
  procedure: 'aeris.change-setting',
  parameters: { setting: 'CACHE_TTL', value: '600' },
  ends: 'Done.',
  leaves: { ...healthy, running: { cacheTtlSeconds: 600 } },
};

const switched: Exercise = {
  procedure: 'aeris.switch-provider',
  faults: ['gemini-quota'],
  parameters: { provider: 'openai' },
  ends: 'Done.',
  leaves: { ...healthy, running: { provider: 'openai' } },
};

export const tuning: readonly Exercise[] = [
  { procedure: 'aeris.show-settings', ends: 'Done.' },
  tuned,
  {
    procedure: 'aeris.restore-setting',
    after: [tuned],
    ends: 'Done.',
    leaves: { ...healthy, running: { cacheTtlSeconds: 300 } },
  },
  switched,
  { procedure: 'aeris.restore-env', after: [switched], ends: 'Done.', leaves: { running: { provider: 'ollama' } } },
  { procedure: 'aeris.check-session-limit', ends: 'Done.' },
  { procedure: 'aeris.check-session-limit', about: 'off', faults: ['session-limit-off'], ends: 'Done.' },
  {
    procedure: 'aeris.enforce-session-limit',
    faults: ['session-limit-off'],
    ends: 'Done.',
    leaves: { ...healthy, running: { sessionLimitOff: false }, configured: { sessionLimitOff: false } },
  },
  { procedure: 'aeris.run-tests', ends: 'Done.' },
  { procedure: 'aeris.run-tests', about: 'a bad release', faults: ['bad-release'], ends: 'Failed.' },
  { procedure: 'aeris.run-long-tests', ends: 'Done.', leaves: { configured: { sessionLimitOff: false } } },
  {
    procedure: 'aeris.tune-ollama',
    ends: 'Done.',
    leaves: { ollamaConfig: expect.stringContaining('"num_ctx": 8192') },
  },
  {
    procedure: 'aeris.restore-ollama',
    after: [{ procedure: 'aeris.tune-ollama', ends: 'Done.' }],
    ends: 'Done.',
    leaves: { ollamaConfig: expect.stringContaining('"num_ctx": 2048') },
  },
  { procedure: 'aeris.use-redis', ends: 'Done.', leaves: { ...healthy, running: { cacheBackend: 'redis' } } },
  {
    procedure: 'aeris.use-memory-cache',
    after: [{ procedure: 'aeris.use-redis', ends: 'Done.' }],
    ends: 'Done.',
    leaves: { ...healthy, running: { cacheBackend: 'memory' } },
  },
];

export const updating: readonly Exercise[] = [
  {
    procedure: 'aeris.pull-model',
    parameters: { model: 'mistral:7b' },
    ends: 'Done.',
    leaves: { models: expect.arrayContaining(['mistral:7b']) },
  },
  {
    procedure: 'aeris.remove-model',
    parameters: { model: 'old-model:1b' },
    ends: 'Done.',
    leaves: { models: ['qwen2.5:3b', 'gemma:2b'] },
  },
  {
    procedure: 'aeris.change-cloud-models',
    ends: 'Done.',
    leaves: { configured: { OPENAI_MODEL: 'gpt-4o-2024-11-20', GEMINI_MODEL: 'gemini-2.0-flash-exp' } },
  },
  { procedure: 'aeris.check-packages', ends: 'Done.' },
  {
    procedure: 'aeris.update-packages',
    faults: ['vulnerable-package'],
    ends: 'Done.',
    leaves: { ...healthy, packages: { fastapi: '0.115.6', uvicorn: '0.34.0' } },
  },
  {
    procedure: 'aeris.update-packages',
    about: 'a bad one is taken back',
    faults: ['broken-package'],
    ends: 'Done.',
    leaves: { ...healthy, packages: { fastapi: '0.115.0', uvicorn: '0.30.6' } },
  },
  {
    procedure: 'aeris.roll-back-packages',
    after: [{ procedure: 'aeris.update-packages', ends: 'Done.' }],
    ends: 'Done.',
    leaves: { ...healthy, packages: { fastapi: '0.115.0', uvicorn: '0.30.6' } },
  },
];
