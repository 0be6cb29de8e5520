// What a block is: tags in all their spellings, and contents that tell another story than the tag.

import { beforeAll, describe, expect, test } from 'vitest';
import { type BlockReader, blockReader, commandsOf } from '../../../test/support/block-reader.ts';

let read: BlockReader;
beforeAll(async () => {
  read = await blockReader();
});

describe('a tag is understood however it is written', () => {
  test.each([
    'bash',
    'Bash',
    ' SH ',
    'shell',
    'shell script',
    'shell=bash',
    '!bash',
    '{bash}',
    '{code-block} bash',
    '{.sh .numberLines}',
    'bash title="x"',
    'bash,norun',
    'bash{1,3}',
    'language-bash',
    'console',
    'shell-session',
    'zsh',
    'terminal',
  ])('%s', (info) => {
    expect(read(info, 'shopctl carts list')).toMatchObject({
      language: 'sh',
      commands: [{ line: 1, text: 'shopctl carts list' }],
    });
  });

  test.each([
    ['yml', 'config'],
    ['JSON', 'config'],
    ['hcl', 'config'],
    ['Dockerfile', 'config'],
    ['py', 'code'],
    ['ts', 'code'],
    ['pwsh', 'code'],
    ['mermaid', 'text'],
    ['{note}', 'text'],
    ['text', 'text'],
    ['log', 'output'],
    ['promql', 'promql'],
  ])('%s is %s', (info, language) => {
    expect(read(info, 'something : here').language).toBe(language);
  });
});

describe('clear content is believed rather than the tag', () => {
  test.each([
    ['sql', 'bash', 'SELECT * FROM carts;\nDELETE FROM carts WHERE id = 4;'],
    ['sql', '', '-- how many?\nselect count(*) from carts;'],
    ['sh', 'python', 'systemctl status shop\njournalctl -u shop'],
    ['sh', 'sql', 'psql shop -c "SELECT 1"'],
    ['sh', 'output', '$ df -h\n/dev/sda1  10G'],
    ['config', 'javascript', '// rules\nalert: ShopDown\nexpr: up == 0\nfor: 5m'],
    ['config', 'bash', '# in shop.yaml\nworkers: 4  # more for more'],
    ['config', 'bash', '{\n  "delete": true\n}'],
    ['config', 'bash', '*/5 * * * * /opt/shop/purge.sh'],
    ['config', 'bash', 'resource "disk" "data" {\n  size = 10\n}'],
    ['config', '', '[Service]\nExecStart=/usr/bin/shop\nRestart=always'],
    ['config', '', 'SHOP_URL=http://shop.example\nSHOP_MODE=read'],
    ['config', '', '<shop>\n  <cart/>\n</shop>'],
    ['config', 'bash', 'max_connections = 200\nshared_buffers = 4GB'],
    ['config', '', 'FROM alpine:3\nRUN rm -rf /var/cache'],
    ['promql', '', 'sum by (pod) (rate(shop_requests_total{code=~"5.."}[5m])) > 3'],
    ['promql', 'bash', 'up{job="shop"} == 0'],
    ['http', '', 'DELETE /carts/4 HTTP/1.1\nAccept: */*'],
    ['http', 'console', 'GET _cat/indices\nPOST /carts/_refresh'],
    ['output', '', 'shop_requests_total{code="200"} 1027'],
    ['output', 'bash', 'Error: the shop cannot be reached'],
    ['output', '', '2031-05-01T10:00:00Z level=error msg="cart lost"\n2031-05-01T10:00:01Z level=info msg=ok'],
    ['output', 'sql', ' id | state\n----+-------\n(0 rows)'],
    ['text', 'bash', 'Check the dashboard first.\nThen ask the team in the channel.'],
    ['text', 'bash', '- kubectl get pods\n- helm list'],
    ['text', '', 'Restart the pod and wait.'],
    ['code', 'bash', 'import shop\nfor cart in shop.carts():\n    cart.close()'],
    ['code', '', 'const shop = require("shop");\nshop.open();'],
  ])('%s in a fence that says "%s"', (language, info, text) => {
    expect(read(info, text).language).toBe(language);
  });

  test.each([
    ['sh', 'bash', 'cartctl sync --all'],
    ['sh', 'bash', 'QUEUE=orders'],
    ['sh', 'bash', 'truncate -s 0 shop.log'],
    ['sh', 'bash', 'set -e; ./deploy.sh'],
    ['sql', 'sql', 'OPTIMIZE TABLE carts'],
    ['code', 'python', 'retries=5  # more for slow links'],
    ['code', 'python', '# shop/settings.py\nMAX_CARTS = 100'],
    ['config', 'yaml', 'run: |\n  kubectl delete pvc data'],
    ['config', 'makefile', 'wipe:\n\trm -rf data'],
  ])('%s stays %s', (language, info, text) => {
    expect(read(info, text).language).toBe(language);
  });
});

describe('a command on the line of the fence', () => {
  test('is judged, and refused where it stands', () => {
    expect(read('kubectl delete ns shop', 'namespace "shop" deleted')).toMatchObject({
      language: 'sh',
      risk: 'destroy',
      commands: [],
      output: 'namespace "shop" deleted',
      refused: expect.stringContaining('kubectl delete ns shop'),
    });
  });

  test('also behind a language', () => {
    expect(read('bash helm uninstall shop', '')).toMatchObject({ language: 'sh', risk: 'destroy' });
    expect(read('sh deploy.sh', 'shopctl deploy').refused).toBeUndefined();
  });
});

test('a first line that only names the language is no command', () => {
  const reading = read('', 'bash\nsystemctl restart shop');
  expect(reading).toMatchObject({ language: 'sh', refused: expect.stringMatching(/^Line 1 only names the language/) });
  expect(reading.commands).toEqual([{ line: 2, text: 'systemctl restart shop' }]);
  expect(commandsOf(read('', 'bash'))).toEqual(['bash']);
});

describe('what is no command', () => {
  test.each([
    ['yaml', 'on: delete'],
    ['json', '{"action": "drop"}'],
    ['output', 'pod "shop-0" deleted'],
    ['mermaid', 'graph TD\n  purge --> stop'],
  ])('%s reads, whatever words it holds', (info, text) => {
    const reading = read(info, text);
    expect(reading).toMatchObject({ risk: 'read', commands: [] });
    expect(reading.because[0]).toMatch(/no command/);
    expect(reading.refused).toBeUndefined();
  });

  test('comments alone are for reading, and still tell what they tell', () => {
    const reading = read('bash', '# Stop the shop first\n# dropdb carts_old');
    expect(reading).toMatchObject({ language: 'text', risk: 'read', commands: [] });
    expect(reading.because).toEqual(['It runs no command; it is for reading']);
    expect(read('bash', 'ls\n# dropdb carts_old').because.at(-1)).toBe(
      'A comment says `dropdb carts_old`; commented out, it does not run',
    );
  });

  test('in doubt it is text, and what it would do as a command counts', () => {
    expect(read('', 'cartctl tenant offboard acme')).toMatchObject({ language: 'text', risk: 'destroy', commands: [] });
    expect(read('text', '1. kubectl delete pvc data\n2. wait')).toMatchObject({ language: 'text', risk: 'destroy' });
  });
});

describe('code is never read-only, and destroys when it says so', () => {
  test.each([
    ['change', 'python', 'print(shop.carts())'],
    ['destroy', 'python', 'shop.carts().delete_all()'],
    ['destroy', 'ruby', 'Cart.where(id: 4).destroy_all'],
    ['destroy', 'javascript', 'await db.carts.drop();'],
    ['destroy', 'powershell', 'Remove-Item -Recurse C:\\shop'],
    ['destroy', 'go', 'db.Exec("DELETE FROM carts")'],
    ['change', 'python', '# shop.delete()\nprint("{} carts".format(n))'],
    ['change', 'graphql', 'mutation { addCart { id } }'],
    ['read', 'logql', '{app="shop"} |= "delete"'],
  ])('%s: %s %s', (risk, info, text) => {
    expect(read(info, text)).toMatchObject({ language: 'code', risk });
  });

  test('Redis commands are looked into', () => {
    expect(read('redis', 'GET cart:4').risk).toBe('read');
    expect(read('redis', 'FLUSHALL').risk).toBe('destroy');
  });
});

describe('SQL and HTTP', () => {
  test('each statement is a command, psql and its own lines too', () => {
    const reading = read('sql', '-- look\n\\dt\nSELECT 1;\n\nDELETE FROM carts\n WHERE id = 4;');
    expect(reading.commands).toEqual(
      [
        { line: 2, text: '\\dt' },
        { line: 3, text: 'SELECT 1' },
        { line: 5, text: 'DELETE FROM carts\n WHERE id = 4' },
      ].map((command) => ({ ...command, text: command.text.startsWith('\\') ? command.text : `${command.text};` })),
    );
    expect(reading.risk).toBe('destroy');
  });

  test('a placeholder does not hide what a statement does', () => {
    expect(read('sql', 'SELECT * FROM carts WHERE id = <cart id>;').risk).toBe('read');
    expect(read('sql', 'DROP TABLE <table>;').risk).toBe('destroy');
    expect(read('sql', 'UPDATE carts SET gone = true WHERE id = :id;').risk).toBe('change');
  });

  test('the worst request counts', () => {
    const reading = read('http', 'GET /carts\n\n###\nDELETE /carts/4\nX-Why: test');
    expect(reading).toMatchObject({ language: 'http', risk: 'destroy' });
    expect(reading.commands).toEqual([
      { line: 1, text: 'GET /carts' },
      { line: 4, text: 'DELETE /carts/4\nX-Why: test' },
    ]);
  });

  test('PromQL only looks', () => {
    const reading = read('promql', '# errors\nrate(a[5m])\n  / rate(b[5m])\n\nup == 0');
    expect(reading).toMatchObject({ language: 'promql', risk: 'read' });
    expect(reading.commands.map(({ line }) => line)).toEqual([2, 5]);
  });
});
