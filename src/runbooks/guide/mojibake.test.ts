import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { repairMojibake } from './mojibake.ts';

const latin = new TextDecoder('windows-1252');
const misread = (text: string): string => latin.decode(new TextEncoder().encode(text));

it.each([
  ['an emoji', misread('🚨 Alert'), '🚨 Alert'],
  ['accents and a dash', misread('Zürich – café'), 'Zürich – café'],
  ['a quote, misread twice', misread(misread('don’t')), 'don’t'],
  ['a quote, misread three times', misread(misread(misread('don’t'))), 'don’t'],
  ['Russian', misread('База данных'), 'База данных'],
  ['half a page: emoji broken, accents right', `Zürich ${misread('✅')} café`, 'Zürich ✅ café'],
  ['a sign whose last byte is lost', 'âš\u00a0ï¸ Careful', '⚠ Careful'],
  ['a blank that does not break', misread('5\u00a0min'), '5\u00a0min'],
  ['a byte order mark', misread('\ufeffHello'), 'Hello'],
])('turns back %s', (_name, text, expected) => {
  expect(repairMojibake(text)).toBe(expected);
});

it.each([
  'CAFÉ” and NESTLÉ®',
  '“café”…',
  'déjà vu, Ångström, Äpfel, naïve, “Ä” und “é”',
  'Größe – 5 µs',
  'plain',
  '',
  'A ≠ B 🚨 ✅',
])('leaves %j as it is', (text) => {
  expect(repairMojibake(text)).toBe(text);
});

it('turns back whatever was misread once, letter by letter', () => {
  const texts = fc.string({ unit: fc.constantFrom('ü', 'é', '–', '’', '✅', '🚨', 'a', ' ', '.'), minLength: 1 });
  fc.assert(
    fc.property(texts, (text) => {
      expect(repairMojibake(misread(text))).toBe(text);
    }),
  );
});

it('takes time in proportion to the text', () => {
  const long = 'Ã'.repeat(200_000) + 'ï¸'.repeat(100_000) + 'ð'.repeat(100_000);
  expect(repairMojibake(long).length).toBeGreaterThan(0);
});
