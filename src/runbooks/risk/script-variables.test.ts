// Which variables a script takes from outside, and which the shell would split.

import { beforeAll, describe, expect, test } from 'vitest';
import { loadParsers } from './parsers.ts';
import type { Parsers } from './parsers.ts';
import { unquotedVariables, variablesUsed } from './script-variables.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await loadParsers();
});

describe('variables', () => {
  test.each([
    ['echo "$a" $b\nls ${c}', ['a 1', 'b 1', 'c 2']],
    ['echo \'$a\' "$b"', ['b 1']],
    ['a=1; echo $a $b', ['b 1']],
    ['for f in $list; do echo $f; done', ['list 1']],
    ['read -r x; echo $x $1 $? $$', []],
    ['A=$u cmd "$A"', ['u 1', 'A 1']],
    ['echo "$(cat $d)" ${e:-$f}', ['d 1', 'e 1', 'f 1']],
    ['cat <<E\n$g\nE', ['g 2']],
    ["cat <<'E'\n$g\nE", []],
    ["bash -c 'echo $h'", []],
  ])('%s uses', (script, expected) => {
    expect(variablesUsed(parsers, script).map(({ name, line }) => `${name} ${line}`)).toEqual(expected);
  });

  test.each([
    ['git checkout $rev', ['rev 1']],
    ['git checkout "$rev"', []],
    ['x=$rev; [[ $rev == a ]]; case $rev in a) ls;; esac; echo $((rev + $rev))', []],
    ['case a in a) rm $rev;; esac', ['rev 1']],
    ['echo "$(cat\n$rev)"', ['rev 2']],
    ['[ $rev = a ]', ['rev 1']],
    ['echo ${rev} $other', ['rev 1']],
  ])('%s leaves unquoted', (script, expected) => {
    const found = unquotedVariables(parsers, script, ['rev']);
    expect(found.map(({ name, line }) => `${name} ${line}`)).toEqual(expected);
  });
});
