// What opens another machine or a console, what is typed inside, and where the inside ends.

import { beforeAll, describe, expect, test } from 'vitest';
import { type BlockReader, blockReader, commandsOf } from '../../../test/support/block-reader.ts';

let read: BlockReader;
beforeAll(async () => {
  read = await blockReader();
});

describe('what follows is meant for the inside', () => {
  test.each([
    'ssh db1',
    'ssh -i key -p 2222 ana@db1',
    'ssh -t jump ssh db1',
    'kubectl exec -it shop-0 -- sh',
    'kubectl exec -ti shop-0 -n shop -- /bin/bash',
    'kubectl run probe --rm -it --image=alpine -- sh',
    'docker exec -it shop bash',
    'docker run --rm -it alpine sh',
    'docker compose exec db psql -U shop',
    'podman exec -it shop /bin/sh',
    'oc rsh shop-0',
    'psql',
    'psql "$SHOP_URL"',
    'sudo -u postgres psql -d shop',
    'mysql -u root -p shop',
    'sqlite3 shop.db',
    'redis-cli -h cache -n 2',
    'mongosh "mongodb://db1"',
    'rails c',
    'bundle exec rails console',
    'python3',
    'python manage.py shell',
    'su -',
    'sudo su - shop',
    'sudo -i',
    'bash',
    'gcloud compute ssh shop-1',
    'aws ssm start-session --target i-1',
    'cd /srv && psql shop',
    'SHOP=1 psql shop',
    'poetry shell',
    'heroku pg:psql',
    'chroot /mnt',
  ])('%s', (command) => {
    const reading = read('bash', command);
    expect(reading.enters).toBe(command.replace(/^cd \/srv && |^SHOP=1 /, ''));
    expect(reading.refused).toBeDefined();
  });

  test.each([
    "ssh db1 'uptime'",
    'ssh db1 uptime',
    'ssh -N -L 5432:db1:5432 jump',
    'ssh db1 <<END\nuptime\nEND',
    'kubectl exec shop-0 -- ls',
    'kubectl exec -it shop-0 -- ls',
    "docker exec -it shop sh -c 'ls'",
    'docker compose exec -T db psql -U shop',
    'docker run -d shop',
    'psql -c "SELECT 1"',
    'psql -f shop.sql',
    'psql -Atc "SELECT 1"',
    'psql -l',
    'psql shop < shop.sql',
    'cat x.sql | psql',
    'psql --version',
    'mysql -e "SELECT 1"',
    'sqlite3 shop.db "SELECT 1"',
    'redis-cli -h cache ping',
    "mongosh --eval 'x'",
    'python3 shop.py',
    'python -c "1"',
    'bash shop.sh',
    "bash -c 'ls'",
    "su - shop -c 'ls'",
    'sudo ls',
    'X=$(psql)',
    'rails db:migrate',
    'echo psql',
  ])('not so: %s', (command) => {
    expect(read('bash', command).enters).toBeUndefined();
  });
});

describe('lines after it in the same block', () => {
  test('are judged as what reads them, and marked', () => {
    const reading = read('bash', 'uptime\nssh db1\nsudo systemctl stop postgres\nexit\nuptime');
    expect(reading).toMatchObject({ risk: 'destroy', leaves: false });
    expect(reading.enters).toBeUndefined();
    expect(reading.marks).toContainEqual({
      kind: 'elsewhere',
      say: 'It is meant for the inside of `ssh db1`',
      line: 3,
    });
    expect(reading.refused).toMatch(/^Line 3 is meant for the inside of `ssh db1`/);
  });

  test('SQL after psql, with what it prints and what leaves it', () => {
    const reading = read(
      'bash',
      'kubectl exec -it db-0 -- psql\n-- look\nSELECT count(*)\n  FROM carts;\n count\nDROP TABLE carts;\n\\q\nuptime',
    );
    expect(commandsOf(reading).slice(1)).toEqual([
      'SELECT count(*)\n  FROM carts;',
      'DROP TABLE carts;',
      '\\q',
      'uptime',
    ]);
    expect(reading.because).toContain('`DROP TABLE` removes it with what it holds');
    expect(reading.enters).toBeUndefined();
  });

  test('a command of the shell shows that the way out was left out', () => {
    const reading = read('bash', 'psql shop\nSELECT 1;\nkubectl get pods');
    expect(reading.marks.filter(({ kind, line }) => kind === 'elsewhere' && line > 1).map(({ line }) => line)).toEqual([
      2,
    ]);
    expect(reading.enters).toBeUndefined();
  });

  test('Redis and code', () => {
    expect(read('bash', 'redis-cli\nKEYS *\nFLUSHALL')).toMatchObject({ risk: 'destroy', enters: 'redis-cli' });
    expect(read('bash', 'rails c\nCart.delete_all\nexit')).toMatchObject({ risk: 'destroy' });
  });

  test('one inside the other', () => {
    const reading = read('', '$ ssh db1\n$ psql shop\nshop=# SELECT 1;');
    expect(reading.enters).toBe('ssh db1 › psql shop');
    expect(read('', '$ ssh db1\n$ psql\nshop=# \\q\n$ ls').enters).toBe('ssh db1');
  });
});

describe('a block after one that entered', () => {
  test('is inside until it leaves', () => {
    expect(read('bash', 'systemctl stop postgres', { inside: 'ssh db1' })).toMatchObject({
      risk: 'destroy',
      leaves: false,
    });
    expect(read('bash', 'uptime\nexit', { inside: 'ssh db1' })).toMatchObject({ leaves: true });
    expect(read('', 'DELETE FROM carts;\n\\dt', { inside: 'psql shop' })).toMatchObject({
      language: 'sql',
      risk: 'destroy',
      leaves: false,
    });
    expect(read('sql', 'SELECT 1;\n\\q', { inside: 'psql shop' })).toMatchObject({ language: 'sql', leaves: true });
    expect(read('', 'FLUSHALL', { inside: 'redis-cli' })).toMatchObject({ language: 'code', risk: 'destroy' });
  });

  test('leaves what it cannot be in', () => {
    const reading = read('bash', 'kubectl get pods', { inside: 'psql shop' });
    expect(reading).toMatchObject({ language: 'sh', leaves: true });
    expect(reading.marks).toEqual([]);
  });

  test('goes deeper, and comes up again', () => {
    expect(read('bash', 'psql', { inside: 'ssh db1' }).enters).toBe('ssh db1 › psql');
    expect(read('', '\\q', { inside: 'ssh db1 › psql' })).toMatchObject({ enters: 'ssh db1', leaves: true });
  });

  test('that is no command stays out of it', () => {
    const reading = read('yaml', 'a: b', { inside: 'ssh db1' });
    expect(reading).toMatchObject({ marks: [], leaves: false });
    expect(reading.refused).toBeUndefined();
  });
});

test('an exit on its own leaves; at the end of a script it does not', () => {
  expect(read('bash', 'exit').leaves).toBe(true);
  expect(read('bash', 'shopctl sync\nexit 0').leaves).toBe(false);
});
