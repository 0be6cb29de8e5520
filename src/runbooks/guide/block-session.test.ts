// Prompts, output, and commands that belong together.

import { beforeAll, describe, expect, test } from 'vitest';
import { type BlockReader, blockReader, commandsOf } from '../../../test/support/block-reader.ts';

let read: BlockReader;
beforeAll(async () => {
  read = await blockReader();
});

describe('what stands behind a prompt was typed', () => {
  test.each([
    ['$ ', '$ df -h'],
    ['root', '[root@db1 ~]# df -h'],
    ['user and host', 'ana@shop:/srv$ df -h'],
    ['macOS', 'ana@shop ~ % df -h'],
    ['a virtual environment', '(venv) ana@shop:~$ df -h'],
    ['a container', '/ # df -h'],
    ['bash', 'bash-5.1# df -h'],
    ['zsh', '➜  ~ df -h'],
    ['zsh in a working copy', '➜  shop git:(main) ✗ df -h'],
    ['starship', '❯ df -h'],
    ['%', '% df -h'],
    ['>', '> df -h'],
    ['indented', '   $ df -h'],
  ])('%s', (_name, line) => {
    const reading = read('', `${line}\n/dev/sda1  10G`);
    expect(reading).toMatchObject({ language: 'sh', commands: [{ line: 1, text: 'df -h' }], output: '/dev/sda1  10G' });
  });

  test.each([
    ['psql', 'shop=> ', 'sql'],
    ['psql as superuser', 'shop=# ', 'sql'],
    ['mysql', 'mysql> ', 'sql'],
    ['MariaDB', 'MariaDB [shop]> ', 'sql'],
    ['SQLite', 'sqlite> ', 'sql'],
  ])('%s', (_name, prompt, language) => {
    const reading = read('console', `${prompt}DELETE FROM carts;\nDELETE 4`);
    expect(reading).toMatchObject({ language, risk: 'destroy', output: 'DELETE 4' });
    expect(commandsOf(reading)).toEqual(['DELETE FROM carts;']);
    expect(reading.marks.map(({ kind }) => kind)).toContain('elsewhere');
  });

  test.each([
    ['Redis', '127.0.0.1:6379> FLUSHALL', 'destroy'],
    ['Redis', 'cache:6379[2]> GET cart:4', 'read'],
    ['Python', '>>> shop.purge()', 'destroy'],
    ['IRB', 'irb(main):001:0> Cart.count()', 'change'],
    ['Mongo', '> db.carts.drop()', 'destroy'],
    ['PowerShell', 'PS C:\\shop> Get-Service', 'change'],
  ])('%s: %s is %s', (_name, text, risk) => {
    expect(read('', text)).toMatchObject({ language: 'code', risk });
  });

  test('a variable or a substitution at the beginning is no prompt', () => {
    expect(commandsOf(read('bash', '$HOME/bin/check\n$(which shopctl) list'))).toEqual([
      '$HOME/bin/check',
      '$(which shopctl) list',
    ]);
  });

  test('a `#` begins a comment; only in a clear session it is a prompt', () => {
    expect(commandsOf(read('bash', '# kubectl get pods\nkubectl get nodes'))).toEqual(['kubectl get nodes']);
    expect(commandsOf(read('console', '# kubectl get pods\n# helm list'))).toEqual([]);
    const session = read(
      'console',
      '# systemctl stop shop\n# systemctl status shop\n● shop.service - Shop\n   Active: inactive',
    );
    expect(commandsOf(session)).toEqual(['systemctl stop shop', 'systemctl status shop']);
    expect(session.risk).toBe('destroy');
  });

  test('a `>` in front of a file empties it', () => {
    expect(read('bash', '> /var/log/shop.log')).toMatchObject({ commands: [{ text: '> /var/log/shop.log' }] });
  });

  test('continuations lose their prompts, and nothing else is touched', () => {
    const reading = read(
      'console',
      "$ shopctl sync \\\n>   --all\ndone\n$ cat <<'END'\n> $ not a prompt\n> END\n$ echo 'two\nlines'",
    );
    expect(commandsOf(reading)).toEqual([
      'shopctl sync \\\n  --all',
      "cat <<'END'\n$ not a prompt\nEND",
      "echo 'two\nlines'",
    ]);
    expect(reading.output).toBe('done');
  });

  test('a statement goes on over prompts for more, and without them', () => {
    expect(commandsOf(read('', 'shop=> SELECT *\nshop-> FROM carts;\n id\n----\n(0 rows)'))).toEqual([
      'SELECT *\nFROM carts;',
    ]);
    expect(commandsOf(read('', 'mysql> SELECT *\n    -> FROM carts;\nEmpty set'))).toEqual(['SELECT *\nFROM carts;']);
    expect(commandsOf(read('', 'shop=> SELECT *\nFROM carts;\n id\n----'))).toEqual(['SELECT *\nFROM carts;']);
  });

  test('a line without a prompt that looks like a command counts and is named', () => {
    const reading = read('console', '$ ssh db1\nsystemctl stop postgres');
    expect(commandsOf(reading)).toEqual(['ssh db1']);
    expect(reading.risk).toBe('destroy');
    expect(reading.because[0]).toMatch(/if line 2 is a command/);
  });
});

describe('output without prompts', () => {
  test.each([
    ['JSON', 'curl -s localhost/health\n{"status":"ok"}', '{"status":"ok"}'],
    ['JSON over lines', 'curl -s localhost/health\n{\n  "ok": true\n}', '{\n  "ok": true\n}'],
    [
      'a table',
      'kubectl get pods\nNAME    READY   STATUS\nshop-0  1/1     Running',
      'NAME    READY   STATUS\nshop-0  1/1     Running',
    ],
    ['YAML', 'kubectl get cm shop -o yaml\napiVersion: v1\ndata:\n  a: b', 'apiVersion: v1\ndata:\n  a: b'],
    ['a log', 'journalctl -u shop\nMay  1 10:00:00 db1 shop: up', 'May  1 10:00:00 db1 shop: up'],
    [
      'what kubectl says',
      'kubectl rollout restart deploy/shop\ndeployment.apps/shop restarted',
      'deployment.apps/shop restarted',
    ],
    [
      'a sentence',
      'kubectl get pods\nNo resources found in default namespace.',
      'No resources found in default namespace.',
    ],
    ['an error', 'shopctl sync\nError: the shop is away', 'Error: the shop is away'],
    ['a number', 'wc -l < carts.csv\n42', '42'],
    ['after an announcement', 'shopctl up\n# Expected output:\nshop is up', 'shop is up'],
    ['a rule', 'psql shop -c "TABLE x"\n----+----', '----+----'],
  ])('%s', (_name, text, output) => {
    const reading = read('bash', text);
    expect(reading.commands).toHaveLength(1);
    expect(reading.output).toBe(output);
    expect(reading.refused).toMatch(/^Line \d is .*no command/);
  });

  test('a command after an announcement of output is a command', () => {
    const reading = read(
      'bash',
      'kubectl get pvc\n# Expected output:\nNAME  STATUS\ndata  Bound\n\nkubectl delete pvc data',
    );
    expect(commandsOf(reading)).toEqual(['kubectl get pvc', 'kubectl delete pvc data']);
    expect(commandsOf(read('bash', 'ls\n# Output:\nkubectl delete pvc data'))).toContain('kubectl delete pvc data');
  });

  test('a line for crontab or a file among commands is none', () => {
    const reading = read('bash', 'crontab -l\n0 3 * * * /opt/shop/purge.sh\nWORKERS = 4\nls');
    expect(commandsOf(reading)).toEqual(['crontab -l', 'ls']);
    expect(reading.refused).toBe('Line 2 is a line of a crontab, no command: take it out');
  });
});

describe('what belongs together is one command', () => {
  test.each([
    ['a continuation', 'shopctl sync \\\n  --all'],
    ['a pipe at the end', 'journalctl -u shop |\n  tail -5'],
    ['&& at the end', 'shopctl stop &&\n  shopctl start'],
    ['a loop', 'for n in a b; do\n  shopctl sync "$n"\ndone'],
    ['a while', 'while read -r n\ndo\n  echo "$n"\ndone < list'],
    ['an if', 'if [ -f x ]; then\n  rm x\nelse\n  touch x\nfi'],
    ['a case', 'case "$1" in\n  a) ls ;;\n  *) echo no ;;\nesac'],
    ['a function', 'sync() {\n  shopctl sync\n}'],
    ['a heredoc', 'cat <<EOF > x\nrm -rf /\nNAME  READY\nEOF'],
    ['a heredoc into a pipe', "cat <<-'END' | sh\n\tls\n\tEND"],
    ['quotes over lines', 'curl -d \'{\n  "a": 1\n}\' http://shop.example'],
    ['a substitution', 'X=$(\n  date\n)'],
    ['brackets', '(\n  cd x\n  ls\n)'],
  ])('%s', (_name, text) => {
    expect(read('bash', `${text}\nls`).commands).toEqual([
      { line: 1, text },
      { line: text.split('\n').length + 1, text: 'ls' },
    ]);
  });

  test('what never closes ends at the end of its line', () => {
    expect(commandsOf(read('bash', "shopctl don't\nls"))).toEqual(["shopctl don't", 'ls']);
    expect(commandsOf(read('bash', 'if x\nls'))).toEqual(['if x', 'ls']);
    expect(commandsOf(read('bash', 'cat <<EOF\nls'))).toEqual(['cat <<EOF', 'ls']);
  });

  test('Windows line ends are line ends', () => {
    const text = 'shopctl sync \\\r\n  --all\r\nls\r\n';
    const reading = read('bash', text);
    expect(reading.text).toBe(text);
    expect(commandsOf(reading)).toEqual(['shopctl sync \\\n  --all', 'ls']);
  });
});
