// Filling a template: facts, sections that people write, and blanks.

import { expect, test } from 'vitest';
import { blank, factPlaces, fillTemplate, problemsOf, sectionsOf, usualTemplate } from './postmortem-template.ts';

test('the usual template asks for what is known, and for each fact but the name', () => {
  expect(problemsOf(usualTemplate)).toEqual([]);
  expect(factPlaces.filter((place) => !usualTemplate.includes(`{{${place}}}`))).toEqual(['name']);
  expect(sectionsOf(usualTemplate).map(({ title }) => title)).toContain('Root cause');
});

test.each([
  ['a fact', '{{title}}', {}, 'Checkout fails\n'],
  ['blanks around it', '{{ title }}', {}, 'Checkout fails\n'],
  ['a fact that nobody fills', 'a{{runs}}b', {}, 'ab\n'],
  ['a section that nobody wrote', '{{write:why}}', {}, `${blank}\n`],
  ['a section', '{{write:why}}', { why: 'A cron job.' }, 'A cron job.\n'],
  ['a place inside what people wrote is text', '{{write:why}}', { why: '{{title}}' }, '{{title}}\n'],
  ['signs of a replacement are text', '{{write:why}}', { why: "$& $1 $'" }, "$& $1 $'\n"],
  ['a name that every object has', '{{write:constructor}}', {}, `${blank}\n`],
  ['no empty stretches', 'a\n\n{{runs}}\n\nb', {}, 'a\n\nb\n'],
])('%s', (_what, template, written, filled) => {
  expect(fillTemplate(template, { title: 'Checkout fails' }, written)).toBe(filled);
});

test('a place that nobody knows is told once, with those that there are', () => {
  const [problem, ...others] = problemsOf('{{cause}} {{cause}} {{write:cause}}');
  expect(problem).toContain('asks for {{cause}}, which is none of: title, name');
  expect(others).toEqual([]);
});
