// A made-up folder of runbooks, always the same. The pages differ as those of large companies do: of ten, four have no code at all, half
// are plain pages with some four blocks, and one is written for Opsbook; most are short and a few are long.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const tags = ['sh', 'bash', 'bash', 'shell', 'console', ''];
const names = 'billing checkout search catalogue gateway ledger mailer media orders pricing'.split(' ');
const verbs = 'Restart Drain Rotate Restore Rebuild Inspect Scale Flush Resize Replay'.split(' ');
const things = 'queue cache index broker replica proxy worker scheduler certificate volume ingress consumer'.split(' ');
const vocabulary = (
  'service request latency error replica primary node pod disk memory queue depth consumer lag alert fires threshold ' +
  'deployment release rollback database connection pool timeout retry cache eviction certificate expiry traffic zone ' +
  'dashboard owner check confirm wait before after until while is are was has grown dropped returns reaches exceeds ' +
  'p95 5xx `kube-proxy` *carefully* **never** twice slowly customer region backup snapshot restore checksum log line'
).split(' ');

export interface Folder {
  readonly pages: number;
  readonly megabytes: number;
}

/** Writes the pages, a hundred to a folder, 5 kB each on average. `edition` stands in every page, so that another one changes them all. */
export async function writePages(folder: string, pages: number, edition = 1): Promise<Folder> {
  let bytes = 0;
  for (let index = 0; index < pages; index += 1) {
    const place = path.join(folder, `team-${Math.floor(index / 100)}`);
    if (index % 100 === 0) await mkdir(place, { recursive: true });
    const text = pageText(index, edition);
    bytes += Buffer.byteLength(text);
    await writeFile(path.join(place, `${systemOf(index)}.md`), text);
  }
  return { pages, megabytes: bytes / 1e6 };
}

/** A procedure that says which edition of its page was read: of a guide, where a list to tick off is a procedure by itself. */
export const editionProcedure = `${systemOf(1)}.edition`;

export function editionText(edition: number): string {
  return `This is edition ${edition}`;
}

function systemOf(index: number): string {
  return `${names[index % names.length] ?? ''}-${index}`;
}

type Dice = (sides: number) => number;

// A linear congruence with the constants of Numerical Recipes: https://en.wikipedia.org/wiki/Linear_congruential_generator
function diceOf(seed: number): Dice {
  let state = seed * 7919 + 17;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

type Kind = 'words' | 'plain' | 'written for Opsbook';
const kinds: readonly Kind[] = [
  'written for Opsbook',
  ...Array<Kind>(4).fill('words'),
  ...Array<Kind>(5).fill('plain'),
];

function pageText(index: number, edition: number): string {
  const dice = diceOf(index);
  const kind = kinds[index % kinds.length] ?? 'words';
  const system = systemOf(index);
  const length = dice(10) === 0 ? 9 + dice(8) : 1 + dice(3);
  const sections = Array.from({ length }, (_, place) => section(place, kind, dice));
  const first = `## Edition\n\n${editionText(edition)} of the page.\n\n- [ ] Read it.\n`;
  return `${front(system, kind)}# ${system} runbook\n\n${prose(dice, 3)}\n\n${first}\n${sections.join('\n')}`;
}

function front(system: string, kind: Kind): string {
  if (kind !== 'written for Opsbook') return `---\ntitle: ${system} runbook\n---\n\n`;
  return [
    '---',
    `system: ${system}`,
    'owners: ["@oncall"]',
    'approvers: ["@approvers"]',
    'targets:',
    '  app: { http: "http://127.0.0.1:9/" }',
    '  ops: { shell: local }',
    '---',
    '',
    '',
  ].join('\n');
}

function section(place: number, kind: Kind, dice: Dice): string {
  const verb = pick(verbs, dice);
  const thing = pick(things, dice);
  const steps = Array.from({ length: 3 + dice(4) }, (_, step) => {
    const words = `${step + 1}. ${prose(dice, 1)}\n`;
    return kind === 'words' || dice(2) === 0 ? words : `${words}\n${block(kind, thing, dice)}`;
  });
  const head = `## ${verb} the ${thing} ${place + 1}\n\n${prose(dice, 3 + dice(5))}\n\n${prose(dice, 2 + dice(4))}\n`;
  return [head, dice(3) === 0 ? thresholds(thing, dice) : '', ...steps].filter((piece) => piece !== '').join('\n');
}

function block(kind: Kind, thing: string, dice: Dice): string {
  if (dice(5) === 0) return `   - [ ] ${prose(dice, 1)}\n`;
  const isOurs = kind === 'written for Opsbook';
  if (isOurs && dice(4) === 0) return `   \`\`\`http target=app\n   GET /${thing}/health\n   \`\`\`\n`;
  const script = Array.from({ length: 1 + dice(3) }, () => `   ${command(thing, dice)}`).join('\n');
  return `   \`\`\`${isOurs ? 'sh target=ops' : pick(tags, dice)}\n${script}\n   \`\`\`\n`;
}

function thresholds(thing: string, dice: Dice): string {
  const rows = Array.from({ length: 3 }, (_, row) => `| ${thing} ${row} | ${50 + dice(30)} % | ${80 + dice(20)} % |`);
  return ['| Metric | Warning | Critical |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function command(thing: string, dice: Dice): string {
  const n = dice(1000);
  const commands = [
    `kubectl -n shop get pods -l app=${thing} -o wide | grep -v Running`,
    `kubectl -n shop rollout restart deployment/${thing}`,
    `kubectl -n shop delete pod ${thing}-${n} --wait=false`,
    `curl -fsS http://127.0.0.1:${8000 + n}/metrics | awk '/^${thing}_errors/ { print $2 }' | sort -n | tail -n 5`,
    `for host in a b c; do ssh "$host.example.com" 'systemctl status ${thing}'; done`,
    `psql -c "select state, count(*) from ${thing}_jobs where created_at > now() - interval '1 hour' group by state"`,
    `journalctl -u ${thing} --since "10 minutes ago" | tail -n ${n}`,
    `if [ -f /var/run/${thing}.pid ]; then kill -TERM "$(cat /var/run/${thing}.pid)"; fi`,
    `redis-cli -n ${n % 16} --scan --pattern '${thing}:*' | head -n 20`,
    `aws s3 cp s3://backups/${thing}/${n}.tar.gz /tmp/ && tar -xzf /tmp/${n}.tar.gz -C /srv/${thing}`,
  ];
  return pick(commands, dice);
}

function prose(dice: Dice, sentences: number): string {
  return Array.from({ length: sentences }, () => {
    const words = Array.from({ length: 8 + dice(10) }, () => pick(vocabulary, dice));
    return `${pick(['The', 'When the', 'Once the', 'If the'], dice)} ${words.join(' ')}.`;
  }).join(' ');
}

function pick(from: readonly string[], dice: Dice): string {
  return from[dice(from.length)] ?? '';
}
