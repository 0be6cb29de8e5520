import { describe, expect, it } from 'vitest';
import { bindClassifiers } from '../bind-classifiers.ts';
import type { Procedure, Runbook, Step } from '../model.ts';
import { parseRunbook } from '../parse.ts';
import { loadParsers } from '../risk/parsers.ts';

const classifiers = bindClassifiers(await loadParsers());

function guideOf(text: string, file = 'kiosk.md'): Runbook {
  const parsed = parseRunbook(file, new TextEncoder().encode(text), classifiers);
  expect(parsed).toMatchObject({ page: 'guide', problems: [] });
  if (parsed.runbook === undefined) throw new Error('refused');
  return parsed.runbook;
}

const ids = (text: string): string[] => guideOf(text).procedures.map(({ id }) => id);

function only(text: string): Procedure {
  const { procedures } = guideOf(text);
  expect(procedures).toHaveLength(1);
  const [first] = procedures;
  if (first === undefined) throw new Error('no procedure');
  return first;
}

const told = (steps: readonly Step[]): string[] =>
  steps.map((step) => (step.kind === 'manual' ? `${step.title} | ${step.text}` : step.kind));

const block = (...lines: readonly string[]): string => `\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`;

it('makes a checklist of an ordinary page, with nothing that could be executed', () => {
  const guide = guideOf(
    `# Kiosk\n\n## 1. Reopen the kiosk\n\nWhen the shutters stay down.\n\n1. Look first:\n   ${block('systemctl status shutters').replaceAll('\n', '\n   ')}\n2. Call the porter.\n\n- [ ] Write it down\n\n## Staff\n\nAna and Bo.\n`,
  );
  expect(guide).toMatchObject({ page: 'guide', system: 'kiosk', title: 'Kiosk', owners: [], targets: {}, repairs: [] });
  expect(guide.text).toContain('Staff\nAna and Bo.');
  expect(guide.procedures).toMatchObject([
    {
      name: 'kiosk.reopen-the-kiosk',
      title: 'Reopen the kiosk',
      path: ['Kiosk', 'Reopen the kiosk'],
      purpose: 'When the shutters stay down.',
      line: 3,
      approvals: 0,
      risk: 'change',
      repairs: [],
      steps: [
        {
          kind: 'manual',
          title: 'Look first',
          text: 'systemctl status shutters',
          line: 8,
          risk: 'read',
          block: { language: 'sh', placeholders: [] },
        },
        { kind: 'manual', title: '', text: 'Call the porter.', risk: 'change' },
        { kind: 'manual', text: 'Write it down', line: 14 },
      ],
    },
  ]);
  expect(guide.procedures.flatMap(({ steps }) => steps).every(({ because }) => because.length > 0)).toBe(true);
});

it('has no procedures, but its words, on a page with nothing to do', () => {
  const guide = guideOf('# Kiosk\n\nOpen from 8 to 17.\n\n- tea\n- cake\n');
  expect(guide.procedures).toEqual([]);
  expect(guide.text).toBe('Kiosk\nOpen from 8 to 17.\n- tea\n- cake');
});

describe('the title of a page', () => {
  it.each([
    ['front matter', '---\ntitle: "Kiosk: shutters"\n---\n# Other\n', 'Kiosk: shutters'],
    ['its first heading', '## Small\n\n# 1. Kiosk\n', 'Kiosk'],
    ['the front matter, where the heading is a template', '---\ntitle: Kiosk\n---\n# {{ page.title }}\n', 'Kiosk'],
    ['the second heading, where the first is a template', '# {{ title }}\n\n# Kiosk\n', 'Kiosk'],
    ['its file, where there is nothing else', '# {{ title }}\n', 'till and kiosk'],
    ['the front matter of Hugo is no text', '+++\ntitle = "x"\n+++\n# Kiosk\n', 'Kiosk'],
  ])('comes from %s', (_name, text, title) => {
    expect(guideOf(text, 'shop/03-till_and_kiosk.md').title).toBe(title);
  });
});

describe('the procedures of a page', () => {
  const step = block('ls');

  it.each<readonly [string, string, readonly string[]]>([
    [
      'numbers are stripped and their order kept',
      `# K\n## 1. Stop\n${step}## Step 2: Start\n${step}## 2.3) Look\n${step}`,
      ['stop', 'start', 'look'],
    ],
    ['setext headings', `K\n=\n\nStop it\n-------\n${step}`, ['stop-it']],
    ['skipped levels', `# K\n#### Stop\n${step}## Start\n${step}`, ['stop', 'start']],
    ['a heading and one below it', `# K\n## Database\n${step}### Backup\n${step}`, ['database', 'backup']],
    [
      'bold lines right under the title',
      `# K\n\n**Stop it**\n\n${step}\n**2. Start it:**\n\n${step}`,
      ['stop-it', 'start-it'],
    ],
    ['bold lines further down are parts', `# K\n## Stop\n\n**First**\n\n${step}\n**Second**\n\n${step}`, ['stop']],
    ['code above the first heading', `${step}\n## Stop\n${step}`, ['kiosk', 'stop']],
    ['code above the title of the page', `${step}\n# Stop\n${step}`, ['stop']],
    ['several titles', `# Stop\n${step}# Start\n${step}`, ['stop', 'start']],
    ['no heading at all', step, ['kiosk']],
    [
      'a repeated heading',
      `# K\n## Till\n### Rollback\n${step}## Lamp\n### Rollback\n${step}`,
      ['till-rollback', 'lamp-rollback'],
    ],
    [
      'a repeated heading in one place',
      `# K\n## Rollback\n${step}## Rollback\n${step}## Rollback\n${step}`,
      ['rollback', 'rollback-2', 'rollback-3'],
    ],
    ['what stands in brackets is left out', `# K\n## Restart (5 minutes)\n${step}`, ['restart']],
    [
      'unless it tells two apart',
      `# K\n## Restart (till)\n${step}## Restart (lamp)\n${step}`,
      ['restart-till', 'restart-lamp'],
    ],
    ['a heading without Latin letters', `# K\n## ✅\n${step}## Стоп\n${step}`, ['procedure-1', 'procedure-2']],
    ['anchors behind headings', `# K\n## Stop {#stop-it}\n${step}`, ['stop']],
  ])('%s', (_name, text, expected) => {
    expect(ids(text)).toEqual(expected);
    expect(ids(text)).toEqual(ids(text));
  });

  it('gives a repeated heading a title that tells it apart', () => {
    const { procedures } = guideOf(`# K\n## Till\n### Rollback\n${step}## Lamp\n### Rollback\n${step}`);
    expect(procedures.map(({ title }) => title)).toEqual(['Till: Rollback', 'Lamp: Rollback']);
  });

  it('names the page of an alert by its title and makes one procedure of its parts', () => {
    const alert = only(
      `# TillQueueLong\n\n## Meaning\n\nPeople wait.\n\n## Impact\n\nThey leave.\n\n## Diagnosis\n\n- \`kubectl get pods -n till\`\n\n## Mitigation\n\n### Open another till\n\n${step}`,
    );
    expect(alert).toMatchObject({ id: 'tillqueuelong', title: 'TillQueueLong', alerts: ['TillQueueLong'] });
    expect(alert.purpose).toContain('People wait.');
    expect(told(alert.steps)).toEqual(['Diagnosis | kubectl get pods -n till', 'Open another till | ls']);
  });

  it('keeps a procedure beside the parts of an alert apart', () => {
    expect(ids(`# Alert\n## Symptoms\nslow\n## Resolution\n${step}## Rollback\n${step}`)).toEqual([
      'alert',
      'rollback',
    ]);
  });

  it('gathers prerequisites, steps and verification under what they belong to', () => {
    const text = `# K\n## Move the till\n### Prerequisites\n- a cable\n### Steps\n- Unplug it\n### Verification\n${step}`;
    expect(told(only(text).steps)).toEqual(['Steps | Unplug it', 'Verification | ls']);
  });
});

describe('steps', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['indented code', 'Run this:\n\n    ls\n      -l\n', ['Run this | ls\n  -l']],
    ['code in a quote', '> Do\n>\n> ```sh\n> ls\n> ```\n', [' | ls']],
    [
      'an alert of GitHub with code',
      '> [!WARNING]\n> Never twice:\n> ```sh\n> ls\n> ```\n',
      ['Warning: Never twice | ls'],
    ],
    [
      'a torn numbered list',
      '1. Stop it\n\n```sh\nls\n```\n\n1. Start it\n\n```sh\npwd\n```\n\n3. Look around\n',
      ['Stop it | ls', 'Start it | pwd', ' | Look around'],
    ],
    [
      'a task with code and tasks below it',
      '- [x] Open\n  ```sh\n  ls\n  ```\n  - [ ] Sweep\n- ☐ Close\n- [] Lock\n',
      [' | Open', ' | ls', ' | Sweep', ' | Close', ' | Lock'],
    ],
    ['bullets that ask for something', '- the till\n- Restart the till\n- the lamp\n', [' | Restart the till']],
    [
      'bullets most of which ask',
      '- Check the till\n- Sweep\n- Lock the door\n',
      [' | Check the till', ' | Sweep', ' | Lock the door'],
    ],
    ['bullets below "Steps"', '**Steps:**\n\n- the till\n- the lamp\n', ['Steps | the till', ' | the lamp']],
    [
      'an item with items that only tell',
      '1. Look at\n   - the till\n   - the lamp\n2. Go\n',
      [' | Look at\n- the till\n- the lamp', ' | Go'],
    ],
    [
      'an item with items to do',
      '1. Tidy:\n   - Sweep\n   - Check the lamp\n   - Lock the door\n',
      ['Tidy | Sweep', ' | Check the lamp', ' | Lock the door'],
    ],
    [
      'a table of commands',
      '| What | Command |\n|---|---|\n| Pods | `kubectl get pods` |\n| Name | `till` |\n',
      [' | Pods · Command kubectl get pods'],
    ],
    ['HTML with code', 'Do:\n\n<pre><code class="language-sh">a &amp;&amp; b</code></pre>\n', ['Do | a && b']],
    ['a block that holds fences', '````sh\ncat <<EOF\n```\nEOF\n````\n', [' | cat <<EOF\n```\nEOF']],
    [
      'no contents and no links',
      '## Contents\n\n1. [Stop](#stop)\n2. [Start](#start)\n\n- [the wiki](https://example.org)\n\n```sh\nls\n```\n',
      [' | ls'],
    ],
  ])('from %s', (_name, body, expected) => {
    const { procedures } = guideOf(`# K\n\n${body}`);
    expect(procedures.flatMap(({ steps }) => told(steps))).toEqual(expected);
  });

  it('carry the words before them, and lose none', () => {
    const { purpose, steps } = only(
      `# K\n\nFor the night shift.\n\n**Symptoms**:\n\n- it is dark\n\nFirst look:\n\n${block('ls')}\n${'Then wait for a long time. '.repeat(8)}\n\n${block('pwd')}\nThat is all.\n`,
    );
    expect(purpose).toBe('For the night shift.\nSymptoms:\n- it is dark\nThat is all.');
    expect(steps).toMatchObject([
      { title: 'First look' },
      { title: '', words: 'Then wait for a long time. '.repeat(8).trim() },
    ]);
    expect(only(`# K\n\n**Symptoms**: it is dark\n\n${block('ls')}`).symptoms).toEqual(['it is dark']);
  });

  it('show the risk of what they say and of the commands they name', () => {
    const { steps, risk } = only(
      '# K\n\n1. Check the lamp\n2. Delete the old bills\n3. Do it: `rm -rf /srv/bills`\n4. Look: `ls /srv`\n',
    );
    expect(steps.map((step) => step.risk)).toEqual(['read', 'destroy', 'destroy', 'read']);
    expect(risk).toBe('destroy');
  });

  it('know what earlier blocks set and entered, within one procedure', () => {
    const [first, second] = guideOf(
      `# K\n## In\n${block('ssh till-1')}\n${block('systemctl restart till')}\n## Out\n${block('systemctl restart lamp')}`,
    ).procedures;
    expect(first?.steps[1]).toMatchObject({ block: { inside: expect.stringContaining('till-1') } });
    expect(second?.steps[0]).not.toHaveProperty('block.inside');
  });
});

it('puts misread letters right in words, and leaves code byte for byte', () => {
  const misread = (text: string): string => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));
  const code = `echo "${misread('⚠ café')}"`;
  const guide = guideOf(
    `# ${misread('Café')}\n\n## ${misread('🚨 Fermé')}\n\n${misread('Voilà')} \`${misread('é')}\`:\n\n${block(code)}`,
  );
  expect(guide).toMatchObject({
    title: 'Café',
    procedures: [{ id: 'ferme', title: '🚨 Fermé', steps: [{ title: `Voilà ${misread('é')}`, text: code }] }],
  });
});

describe('metrics', () => {
  const table = '| Metric | Warning | Critical |\n|---|---|---|\n| Queue | > 5 | > 9 min |\n| Lamp | dim | dark |\n';

  it('are a checklist where there is nothing else to do', () => {
    const { steps, thresholds } = only(`# K\n\n## Key metrics\n\n${table}`);
    expect(told(steps)).toEqual([' | Queue · Warning > 5 · Critical > 9 min', ' | Lamp · Warning dim · Critical dark']);
    expect(steps[0]).toMatchObject({ risk: 'read', because: ['It only asks to look at a metric'] });
    expect(thresholds).toEqual([
      {
        metric: 'Queue',
        stated: [
          { level: 'Warning', text: '> 5', comparison: '>', value: 5 },
          { level: 'Critical', text: '> 9 min', comparison: '>', value: 9, unit: 'min' },
        ],
      },
      {
        metric: 'Lamp',
        stated: [
          { level: 'Warning', text: 'dim' },
          { level: 'Critical', text: 'dark' },
        ],
      },
    ]);
  });

  it('are only told beside something to do', () => {
    const { steps, thresholds } = only(
      `# K\n\n## Queue\n\n- the queue should stay under 5\n\n${table}\n${block('ls')}`,
    );
    expect(steps).toHaveLength(1);
    expect(thresholds.map(({ metric }) => metric)).toEqual(['the queue', 'Queue', 'Lamp']);
  });
});
