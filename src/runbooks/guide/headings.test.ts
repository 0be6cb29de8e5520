import { describe, expect, it } from 'vitest';
import { isDoing, isIncidentPart, isPart, isTelling, isTemplate, withoutNumber } from './headings.ts';

describe('a number', () => {
  it.each([
    ['1. Stop the shop', 'Stop the shop'],
    ['2.3) Put it back', 'Put it back'],
    ['2.3 Put it back', 'Put it back'],
    ['Step 2: Put it back', 'Put it back'],
    ['Step 2 - Put it back', 'Put it back'],
    ['STEP #3 Put it back', 'Put it back'],
    ['(4) Put it back', 'Put it back'],
    ['5 – Put it back', 'Put it back'],
    ['6️⃣ Put it back', 'Put it back'],
    ['7: Put it back: {#back}', 'Put it back'],
  ])('is taken off %j', (title, name) => {
    expect(withoutNumber(title)).toBe(name);
  });

  it.each([
    '502 errors',
    '3 ways to restart',
    'Step 2',
    '2 replicas are down',
    '1.',
    'Stepwise rollout',
    '2.0 upgrade',
  ])('is a part of %j', (title) => {
    expect(withoutNumber(title)).toBe(title);
  });
});

it('knows templates, parts, what only tells and what is to be done', () => {
  expect(['{{ page.title }}', '{% raw %}', '${NAME}', 'Plain'].map(isTemplate)).toEqual([true, true, true, false]);
  expect(['🔍 Diagnosis:', 'Mitigation (5 min)', 'Rollback'].map(isIncidentPart)).toEqual([true, true, false]);
  expect(['1. Prerequisites', 'Impact', 'Restart'].map(isPart)).toEqual([true, true, false]);
  expect(['**Symptoms**', 'See also', 'Steps'].map(isTelling)).toEqual([true, true, false]);
  expect(['Immediate Actions', 'Release checklist', 'Daily tasks', 'Symptoms'].map(isDoing)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
