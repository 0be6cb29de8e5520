import { expect, it } from 'vitest';
import { isInstruction, lookingWord } from './instruction.ts';

it.each([
  'Check the queue',
  '✅ Check disk space',
  'If the lag grows, restart the consumer',
  'Then restore the last dump',
  'Log in to the bastion',
  'Update `config.yml`',
  'Page the on-call engineer',
  'please notify everybody',
  'Roll back',
  'Review error logs',
  'Check disks: all of them',
  'Update the mirror',
])('asks for something: %s', (text) => {
  expect(isInstruction(text)).toBe(true);
});

it.each([
  'Log files',
  'Backup server',
  'Restart policy: always',
  'Request rate: 3 a second',
  'Timeout errors',
  'app.log: what the shop writes',
  'Restart: not needed',
  '',
  '503 answers',
  'If nothing helps',
  'Monitor:',
])('asks for nothing: %s', (text) => {
  expect(isInstruction(text)).toBe(false);
});

it('names the word that only looks', () => {
  expect(['☐ Verify it', 'Check: the log', 'Restart it', ''].map(lookingWord)).toEqual([
    'verify',
    'check',
    undefined,
    undefined,
  ]);
});
