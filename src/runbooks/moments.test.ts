// What a procedure that an incident calls may hold, and what is said of one that may not.

import { describe, expect, it } from 'vitest';
import { bindClassifiers } from './bind-classifiers.ts';
import { linkCalls } from './calls.ts';
import { parseRunbook } from './parse.ts';
import { loadParsers } from './risk/parsers.ts';

const classifiers = bindClassifiers(await loadParsers());

const front = `---
system: pager
approvers: ["@leads"]
targets: { app: { http: "\${PAGER_URL}" }, ops: { shell: local } }
---
# Pager
`;
const get = '```http target=app save=ticket:json.id\nGET /\n```';

/** The first procedure's heading is line 7, its settings begin on line 9. */
function procedure(settings: string, body = get, name = 'Call'): string {
  return `## ${name}\n\`\`\`yaml procedure\n${settings}\n\`\`\`\n${body}\n`;
}

function read(...procedures: readonly string[]): {
  readonly on: readonly (readonly string[])[];
  readonly told: readonly string[];
} {
  const text = new TextEncoder().encode(`${front}${procedures.join('')}`);
  const { runbook, problems } = parseRunbook('pager.md', text, classifiers);
  const linked = linkCalls(runbook === undefined ? [] : [runbook], new Set());
  return {
    on: linked.runbooks.flatMap((each) => each.procedures).map((each) => each.on ?? []),
    told: [...problems, ...linked.problems].map(({ file, line, say, hint }) => `${file}:${line}: ${say} ${hint}`),
  };
}

describe('is called', () => {
  const fields = `incident: {}, name: {}, title: {}, severity: { type: integer }, summary: {}, channel: {}, commander: {},
  declared_by: {}, url: {}, private: { type: boolean }`;
  it.each([
    ['at one moment', 'on: incident.opened', ['incident.opened']],
    [
      'at several, each once',
      'on: [incident.updated, incident.resolved, incident.updated]',
      ['incident.updated', 'incident.resolved'],
    ],
    ['with every field', `on: incident.acknowledged\nparams: { ${fields} }`, ['incident.acknowledged']],
    [
      'with the fields of an action item',
      'on: action.noted\nparams: { action: {}, owner: {}, due: {} }',
      ['action.noted'],
    ],
    ['with a default', 'on: postmortem.drafted\nparams: { project: { default: OPS } }', ['postmortem.drafted']],
  ])('%s', (_what, settings, on) => {
    expect(read(procedure(settings))).toEqual({ on: [on], told: [] });
  });

  it('with a value that another procedure of the page saves', () => {
    const saves = procedure('id: first');
    expect(read(saves, procedure('on: incident.updated\nparams: { ticket: {} }', get, 'Second')).told).toEqual([]);
  });
});

describe('is left out, with file, line, sentence and hint', () => {
  const at = (moment: string): string => `An incident calls this procedure by itself (\`on: ${moment}\`), so`;
  it.each([
    [
      'a moment that is none',
      'on: incident.open',
      get,
      '9: `on` in the procedure block has the wrong form. No incident has a moment "incident.open". Did you mean incident.opened?',
    ],
    [
      'no moment at all',
      'on: []',
      get,
      '9: `on` in the procedure block has the wrong form. Write one of incident.opened',
    ],
    ['approval', 'on: incident.opened\napprove: 1', get, `7: ${at('incident.opened')} nobody can approve it. Take`],
    [
      'what destroys',
      'on: incident.opened',
      '```sh target=ops\nrm -rf /srv/shop\n```',
      `11: ${at('incident.opened')} it may not destroy anything. Give`,
    ],
    [
      'a person who ticks',
      'on: incident.opened',
      '- [ ] Call the pilot.',
      `11: ${at('incident.opened')} no step may wait for a person. Give`,
    ],
    [
      'a gate',
      'on: incident.opened',
      `\`\`\`approve\nWait.\n\`\`\`\n${get}`,
      `11: ${at('incident.opened')} no step may wait for a person.`,
    ],
    [
      'a parameter that nobody fills in',
      'on: incident.opened\nparams: { revision: {} }',
      get,
      '7: At incident.opened nothing gives `revision` a value. Give it a default, save it in another procedure of this page',
    ],
    [
      'what itself saves only',
      'on: incident.opened\nparams: { ticket: {} }',
      get,
      '7: At incident.opened nothing gives `ticket` a value.',
    ],
    [
      'a field of another moment',
      'on: [action.noted, incident.opened]\nparams: { owner: {} }',
      get,
      '7: At incident.opened nothing gives `owner` a value.',
    ],
    [
      'a field of another type',
      'on: incident.opened\nparams: { severity: {} }',
      get,
      '7: `severity` is string here, but integer of an incident. Write type: integer.',
    ],
  ])('%s', (_what, settings, body, told) => {
    expect(read(procedure(settings, body))).toEqual({ on: [], told: [expect.stringContaining(`pager.md:${told}`)] });
  });

  it('what it calls waits for a person', () => {
    const asks = procedure('id: asks', '- [ ] Call the pilot.', 'Asks');
    const { told } = read(procedure('on: incident.opened', '```yaml step\nuse: asks\n```'), asks);
    expect(told).toEqual([expect.stringContaining('so no step may wait for a person')]);
  });
});
