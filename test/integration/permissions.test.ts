// Who may do what, as people meet it: without opsbook.yaml, with it, while it changes, and when it is broken.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { incidentScene } from '../support/incident.ts';
import { freePort, startOpsbook, type Opsbook } from '../support/opsbook.ts';

const shop = `---
system: shop
owners: ["@ace-oncall"]
approvers: ["@ace-approvers"]
targets:
  ops: { shell: local }
---
# Shop

## Look
\`\`\`yaml procedure
id: look
schedule: "0 6 * * *"
\`\`\`
\`\`\`sh target=ops
echo looked
\`\`\`

## Turn
\`\`\`yaml procedure
id: turn
\`\`\`
\`\`\`sh target=ops risk=change because="prints only"
echo turned
\`\`\`

## Wipe
\`\`\`yaml procedure
id: wipe
approve: 1
\`\`\`
\`\`\`sh target=ops risk=destroy
echo wiped
\`\`\`
`;

let folder: string;
let file: string;
let port: number;
let opsbook: Opsbook;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opsbook-permissions-'));
  file = path.join(folder, 'opsbook.yaml');
  port = await freePort();
  opsbook = await startOpsbook({
    runbooks: { 'shop.md': shop },
    environment: { OPSBOOK_CONFIG: file, OPSBOOK_HTTP_PORT: String(port) },
    channels: ['quiet-corner'],
  });
});
afterAll(async () => {
  await opsbook.stop();
  await rm(folder, { recursive: true, force: true });
});

const idOf = (name: string): string => opsbook.slack.as(name).id;

const entries = z.object({ subject: z.string(), detail: z.string() });
async function policyEntries(): Promise<z.infer<typeof entries>[]> {
  return opsbook.db.database.rows(
    entries,
    `select subject, detail from audit where action = 'policy.changed' order by seq`,
  );
}

/** Maria looks, operates and approves nothing; Jonas approves; Aisha only looks; Tom has no role. */
const roles = (): string => `
roles:
  looker:
    members: [${idOf('maria')}, ${idOf('jonas')}, ${idOf('aisha')}]
    may: [see, run:read, incident]
  operator:
    members: ["@ace-oncall"]
    may: [run:change, { permission: run:destroy, systems: [shop] }]
  approver:
    members: [${idOf('jonas')}]
    may: [approve:change, approve:destroy]
`;

async function readiness(): Promise<{ readonly status: number; readonly problems: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
  const body = z.object({ troubles: z.array(z.string()) }).parse(await answer.json());
  return { status: answer.status, problems: body.troubles.join('\n') };
}

describe('without a file', () => {
  test('the people of the runbook may change, everybody may look, nobody may read the record', async () => {
    expect(await opsbook.answer('/ops may run:change shop.turn')).toBe('Yes: the runbook names @ace-oncall.');
    expect(await opsbook.answer('/ops may run:change shop.turn', 'tom')).toContain('may be started by @ace-oncall');
    expect(await opsbook.answer('/ops may incident', 'tom')).toContain('Yes');
    expect(await opsbook.answer(`/ops may <@${idOf('jonas')}> approve:destroy shop.wipe`)).toContain('Yes');
    expect(await opsbook.answer('/ops may approve:destroy shop.wipe')).toContain('Only @ace-approvers may decide');
    expect(await opsbook.answer('/ops may audit')).toContain('nobody has it while opsbook.yaml names no roles');
    expect(await policyEntries()).toEqual([]);
  });

  test('what is asked wrongly is answered with the nearest word', async () => {
    expect(await opsbook.answer('/ops may run:chnage shop')).toContain('Did you mean run:change?');
    expect(await opsbook.answer('/ops may run:change shpo')).toContain('Did you mean shop?');
    expect(await opsbook.answer('/ops may run:change')).toContain('Say of which procedure or system');
  });

  test('a page says who may start it, and has no button for whoever may not', async () => {
    const page = async (person: string): Promise<{ text: string; buttons: string[] }> => {
      const seen = await opsbook.answer('/ops show shop.wipe', person);
      const last = opsbook.slack.as(person).sees('ops').at(-1);
      return { text: seen, buttons: last?.buttons.map(({ text }) => text) ?? [] };
    };
    const mine = await page('maria');
    expect(mine.text).toContain('Starts it: @ace-oncall, @ace-approvers · Approves: @ace-approvers');
    expect(mine.buttons).toContain('Run…');
    const toms = await page('tom');
    expect(toms.text).toContain('shop.wipe changes things, and may be started by @ace-oncall');
    expect(toms.buttons).not.toContain('Run…');
  });
});

describe('with roles', () => {
  beforeAll(async () => {
    await writeFile(file, roles());
  });

  test('they hold from the next command on, and the record has them', async () => {
    expect(await opsbook.answer('/ops may run:change shop.turn')).toBe(
      'Yes: the role operator gives run:change to @ace-oncall.',
    );
    const [entry, ...others] = await policyEntries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ subject: 'policy' });
    expect(JSON.parse(entry?.detail ?? '')).toMatchObject({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      policy: { roles: [{ name: 'looker' }, { name: 'operator' }, { name: 'approver' }] },
    });
  });

  test.each([
    ['/ops find shop', 'takes `see`'],
    ['/ops show shop.look', 'takes `see`'],
    ['/ops plan shop.look', 'takes `see`'],
    ['/ops runs', 'takes `see`'],
    ['/ops incidents', 'takes `see`'],
    ['/ops check shop', 'takes `run:read`'],
    ['/ops run shop.look', 'Running what only reads of shop takes `run:read`, which the roles looker'],
    ['/ops run shop.turn', 'takes `run:change`, which the roles operator (@ace-oncall) have'],
    ['/ops incident "Checkout fails" sev=2 system=shop', 'Handling incidents of shop takes `incident`'],
    ['/ops incident', 'takes `incident`'],
  ])('%s of somebody without a role is refused with the way to it', async (command, sentence) => {
    expect(await opsbook.answer(command, 'tom')).toContain(sentence);
  });

  test('help names what one may not, with the reason', async () => {
    const toms = await opsbook.answer('/ops help', 'tom');
    expect(toms).toMatch(/`cancel` `check` .*`run` .*: Running what only reads takes/);
    const marias = await opsbook.answer('/ops help');
    expect(marias).toContain('/ops run <procedure>');
    expect(marias).not.toContain('Running what only reads takes');
    expect(marias).toMatch(/`breakglass`: Breaking the glass takes/);
  });

  test('approving takes the role and the procedure’s word', async () => {
    const { slack } = opsbook;
    await slack.as('maria').type('ops', '/ops run shop.wipe');
    await slack.as('maria').click(await opsbook.card('maria', 'Planned.'), 'Ask for approval');
    await opsbook.submit('maria', { reason: 'because' });
    const asked = await opsbook.card('aisha', 'Waiting for approval');
    await slack.as('aisha').click(asked, 'Approve');
    const told = (): boolean =>
      slack
        .as('aisha')
        .sees('ops')
        .some(({ isEphemeral, text }) => isEphemeral && text.includes('takes `approve:destroy`'));
    await slack.until(() => told() || undefined, { what: 'why Aisha may not approve' });
    await slack.as('jonas').click(asked, 'Approve');
    await opsbook.card('maria', 'Done.');
  });
});

describe('places and times', () => {
  test('a change is started in the channels of its system, reads anywhere', async () => {
    await writeFile(file, `${roles()}channels: { shop: ["#quiet-corner"] }\n`);
    expect(await opsbook.answer('/ops run shop.turn')).toContain('Changes of shop are started in #quiet-corner or in');
    expect(await opsbook.answer('/ops may run:read shop.look')).toContain('Yes');
    await opsbook.slack.as('maria').type('quiet-corner', '/ops run shop.turn');
    const seen = (): boolean =>
      opsbook.slack
        .as('maria')
        .sees('quiet-corner')
        .some(({ text }) => text.includes('Planned.'));
    await opsbook.slack.until(() => seen() || undefined, { what: 'the plan in #quiet-corner' });
  });

  test('in a freeze nothing is changed unless there is an incident', async () => {
    const freeze = 'quiet_hours: { freezes: [{ from: 2001-01-01, until: 2999-12-31, why: the sale }] }\n';
    await writeFile(file, `${roles()}${freeze}`);
    expect(await opsbook.answer('/ops run shop.turn')).toContain('frozen until 2999-12-31 (the sale)');
    expect(await opsbook.answer('/ops may run:read shop.look')).toContain('Yes');
    const channel = await incidentScene(opsbook).declare('"Checkout fails" sev=3 system=shop');
    expect(await opsbook.answer('/ops may run:change shop.turn')).toContain('Yes');
    await writeFile(file, `${roles()}${freeze}channels: { shop: ["#quiet-corner"] }\n`);
    expect(await opsbook.answer('/ops may run:change shop.turn')).toContain('started in #quiet-corner');
    const maria = opsbook.slack.as('maria');
    await maria.type(channel, '/ops may run:change shop.turn');
    const said = (): boolean => maria.sees(channel).some(({ text }) => text.startsWith('Yes'));
    await opsbook.slack.until(() => said() || undefined, { what: 'a yes in the incident’s channel' });
  });
});

describe('a file that is not right', () => {
  test('takes no effect, and says where and what', async () => {
    await writeFile(file, roles());
    expect(await opsbook.answer('/ops may run:change shop.turn')).toContain('Yes');
    const before = await policyEntries();
    await writeFile(file, roles().replace('may: [see, run:read, incident]', 'may: [see, run:raed, incident]'));
    expect(await opsbook.answer('/ops may run:change shop.turn')).toContain('Yes');
    const { status, problems } = await readiness();
    expect(status).toBe(200);
    expect(problems).toContain(`${file}:5: \`roles.looker.may.1\``);
    expect(problems).toContain('Did you mean run:read?');
    await writeFile(file, '');
    expect(await opsbook.answer('/ops may run:change shop.turn', 'tom')).toContain('takes `run:change`');
    expect((await readiness()).problems).toContain('away or empty now, and what it said before is still used');
    await rm(file);
    expect(await opsbook.answer('/ops may see', 'tom')).toContain('takes `see`');
    expect(await policyEntries()).toEqual(before);
    await writeFile(file, roles());
    expect((await readiness()).problems).toBe('');
  });

  test('names what nobody knows, which stops nothing', async () => {
    await writeFile(
      file,
      roles().replace('["@ace-oncall"]', '["@ace-oncall", "@nobodys", U0GONE]').replace('[shop]', '[shpo]'),
    );
    const { status, problems } = await readiness();
    expect(status).toBe(200);
    expect(problems).toContain('Slack has no user group @nobodys');
    expect(problems).toContain('U0GONE is nobody in this workspace');
    expect(opsbook.slack.refusals.splice(0)).toMatchObject([{ what: 'users.info', error: 'user_not_found' }]);
    expect(problems).toContain('No runbook is about the system shpo. Did you mean shop?');
    expect(await opsbook.answer('/ops may run:change shop.turn')).toContain('Yes');
  });

  test('does not start a bot', async () => {
    await writeFile(file, 'rolls: {}\n');
    await expect(opsbook.replicate()).rejects.toThrow(
      `${file}:1: The settings file has no setting \`rolls\`. Did you mean roles?`,
    );
    await writeFile(file, roles());
  });
});
