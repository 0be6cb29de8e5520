import { expect, test } from 'vitest';
import { said, type Command } from '../verbs/verb.ts';
import { parseWords } from '../verbs/words.ts';
import { chooseCommand } from './commands.ts';

const commands = ['help', 'home', 'find', 'show', 'plan', 'run', 'runs', 'cancel'].map((name): Command => ({
  name,
  usage: name,
  describe: name,
  changes: false,
  act: async () => said(name),
}));

test.each([
  ['', 'home'],
  ['RUN ace.rollback', 'run'],
  ['runs', 'runs'],
])('%j is %s', (text, name) => {
  expect(chooseCommand(commands, parseWords(text))).toMatchObject({ ok: true, command: { name } });
});

test.each([
  ['cancle 3', /^There is no \/ops cancle\. Did you mean \/ops cancel\? \/ops help/],
  ['rnu', /Did you mean \/ops run\?/],
  ['deploy-everything', /^There is no \/ops deploy-everything\. \/ops help lists/],
  ['__proto__', /^There is no \/ops __proto__\. \/ops help/],
  ['👍'.repeat(50), /^There is no \/ops (👍){40}\. \/ops help/u],
])('%j is nothing, and the answer says what is', (text, say) => {
  expect(chooseCommand(commands, parseWords(text))).toMatchObject({ ok: false, say: expect.stringMatching(say) });
});
