// sed, awk, sort, yq: they print, unless a flag or their own small language writes a file or runs a command.

import { changes, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

// Addresses with p, d, q or =, labels and jumps to them, and substitutions without the flags `w` and `e`, joined by `;`. Anything else is not proven.
// No two parts of the pattern can take the same text, so that it cannot be made slow.
const address = String.raw`(?:\d+|\$|\/(?:[^/\\\n]|\\.)*\/I?)`;
const substitution = ['/', '|', ',', '#', ':', '@']
  .map(
    (mark) =>
      `s[${mark}]` + String.raw`(?:[^\\\nMARK]|\\.)*[MARK]`.repeat(2).replaceAll('MARK', mark) + String.raw`[gpiIm\d]*`,
  )
  .join('|');
const sedCommand = String.raw`(?:${address}(?:,\+?${address})?!?[ \t]*)?(?:[pdqDPNnGHhx=]|:[ \t]*[A-Za-z]\w{0,20}|[btT](?:[ \t]*[A-Za-z]\w{0,20})?|${substitution})`;
const harmlessSed = new RegExp(String.raw`^[\s;]*${sedCommand}(?:[ \t]*[;\n][\s;]*${sedCommand})*[\s;]*$`);

export const sed: Tool = {
  names: ['sed', 'gsed'],
  ...changes('may write files or run commands with this script'),
  cases: [
    { flag: '-i --in-place', risk: 'change', say: 'edits files in place' },
    { flag: '-e --expression', risk: 'read', say: 'only prints' },
    { operand: 0, is: harmlessSed, risk: 'read', say: 'only prints' },
  ],
  flags: {
    plain: '-n --quiet --silent -E -r --regexp-extended -u --unbuffered -z -s --separate --posix',
    valued: '-l',
    special: {
      '-i': { attached: true },
      '--in-place': { effect: { risk: 'change', say: 'edits files in place' } },
      '-e': { valued: true, harmlessWhen: harmlessSed },
      '--expression': { valued: true, harmlessWhen: harmlessSed },
      '-f': { valued: true, effect: { risk: 'change', say: 'runs a script that is not shown here' } },
    },
  },
};

// No command, no pipe (but `a|b` in a pattern), no reading or writing of other files, no include.
const harmlessAwk =
  /^(?![\s\S]*(?:system|getline|close|@|print[^;}\n]*(?:>|\|)|\|\s*&|(?:^|[^|\w)\].*+?$\\-])\|(?:[^|]|$)|[^|]\|(?:[^|\w([.^\\$-]|$)))[\s\S]*$/;

export const awk: Tool = {
  names: ['awk', 'gawk', 'mawk', 'nawk'],
  ...changes('may write files or run commands with this program'),
  cases: [
    {
      operand: 0,
      is: /^(?=[\s\S]*(?:system|\|))[\s\S]*\b(rm|rmdir|unlink|shred|mkfs|kill|pkill|dropdb|truncate|reboot|shutdown)\b/,
      risk: 'destroy',
      say: 'runs a command that removes or stops something',
    },
    { without: '-f --file -i -e', operand: 0, is: harmlessAwk, risk: 'read', say: 'only prints' },
  ],
  flags: { valued: '-F --field-separator -v --assign -f --file -i -e' },
};

export const sort: Tool = {
  names: ['sort'],
  ...reads({
    plain:
      '-n -r -u -k -f -b -d -g -h -i -M -V -R -s -z -c -C -m --numeric-sort --reverse --unique --human-numeric-sort --version-sort --stable --check',
    valued: '-t -S -T --key --field-separator --buffer-size --parallel',
    special: { '-o': { valued: true, writes: true }, '--output': { valued: true, writes: true } },
  }),
};

export const yq: Tool = {
  names: ['yq'],
  ...reads({
    plain:
      '-r -P -C -M -N -e -o -p -n -y -Y -s --raw-output --prettyPrint --no-colors --colors --exit-status --null-input',
    valued: '--arg --indent -I --output-format --input-format',
    special: {
      '-i': { effect: { risk: 'change', say: 'edits the file in place' } },
      '--inplace': { effect: { risk: 'change', say: 'edits the file in place' } },
      '--in-place': { effect: { risk: 'change', say: 'edits the file in place' } },
    },
  }),
};
