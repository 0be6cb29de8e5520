// The practice Jira: create, find by label, read and comment issues, as its REST API v3 does. Text comes as an Atlassian document.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/

import { z } from 'zod';
import type { Answered, Asked, Service } from './answer.ts';

const text = z.object({
  type: z.literal('doc'),
  version: z.literal(1),
  content: z.array(
    z.object({
      type: z.literal('paragraph'),
      content: z.array(z.object({ type: z.literal('text'), text: z.string().min(1) })),
    }),
  ),
});
const issue = z.object({
  fields: z.object({
    project: z.object({ key: z.string() }),
    issuetype: z.object({ name: z.enum(['Task', 'Bug', 'Incident']) }),
    summary: z.string().min(1).max(255),
    labels: z.array(z.string().regex(/^\S+$/, 'The label contains spaces which is invalid.')).default([]),
    description: text.optional(),
  }),
});
const comment = z.object({ body: text });
/** The one form of a search that is needed here. */
const byLabel = /^labels = "([^"\s]+)"$/;

export interface Ticket {
  readonly key: string;
  readonly summary: string;
  readonly labels: readonly string[];
  readonly description: string;
  readonly comments: readonly string[];
}

export interface PracticeJira extends Service {
  readonly tickets: () => readonly Ticket[];
  readonly refuse: () => void;
}

const project = 'OPS';

export function createJira(credentials: string): PracticeJira {
  let tickets: Ticket[] = [];
  let refuses = false;

  function answer({ method, path, query, headers, body }: Asked): Answered {
    if (headers['authorization'] !== `Basic ${credentials}`)
      return complain(401, ['Client must be authenticated to access this resource.']);
    const route = `${method} ${path}`;
    if (route === 'GET /rest/api/3/myself') return { status: 200, body: { displayName: 'Opsbook', active: true } };
    if (route === 'GET /rest/api/3/search/jql') return search(query.get('jql') ?? '');
    if (route === 'POST /rest/api/3/issue')
      return refuses ? complain(403, ['You do not have permission to create issues in this project.']) : create(body);
    const [, key = '', rest = ''] = /^\/rest\/api\/3\/issue\/([A-Z]+-\d+)(\/comment)?$/.exec(path) ?? [];
    const one = tickets.find((each) => each.key === key);
    if (one === undefined) return complain(404, ['Issue does not exist or you do not have permission to see it.']);
    if (method === 'GET' && rest === '') return { status: 200, body: shown(one) };
    return method === 'POST' && rest === '/comment' ? add(one, body) : complain(405, ['Method not allowed.']);
  }

  function search(jql: string): Answered {
    const [, label] = byLabel.exec(jql) ?? [];
    if (label === undefined) return complain(400, [`The practice Jira finds by labels = "…" only, not by: ${jql}`]);
    const found = tickets.filter(({ labels }) => labels.includes(label));
    return { status: 200, body: { issues: found.map(shown), isLast: true } };
  }

  function create(body: unknown): Answered {
    const given = issue.safeParse(body);
    if (!given.success) return complain(400, [], fieldsOf(given.error));
    const { project: wanted, summary, labels, description } = given.data.fields;
    if (wanted.key !== project) return complain(400, [], { project: 'valid project is required' });
    const key = `${project}-${String(tickets.length + 1)}`;
    const said = description === undefined ? '' : plain(description);
    tickets = [...tickets, { key, summary, labels, description: said, comments: [] }];
    return { status: 201, body: { id: idOf(key), key, self: `/rest/api/3/issue/${idOf(key)}` } };
  }

  function add(one: Ticket, body: unknown): Answered {
    const given = comment.safeParse(body);
    if (!given.success) return complain(400, [], fieldsOf(given.error));
    const next = { ...one, comments: [...one.comments, plain(given.data.body)] };
    tickets = tickets.map((each) => (each.key === one.key ? next : each));
    return { status: 201, body: { id: String(next.comments.length), body: given.data.body } };
  }

  return {
    answer,
    tickets: () => tickets,
    refuse: () => {
      refuses = true;
    },
    reset: () => {
      tickets = [];
      refuses = false;
    },
  };
}

function complain(status: number, errorMessages: readonly string[], errors: object = {}): Answered {
  return { status, body: { errorMessages, errors } };
}

function fieldsOf({ issues }: z.ZodError): Record<string, string> {
  return Object.fromEntries(issues.map(({ path, message }) => [path.slice(1).join('.'), message]));
}

function idOf(key: string): string {
  return String(10_000 + Number(key.split('-')[1]));
}

function shown({ key, summary, labels }: Ticket): object {
  return { id: idOf(key), key, fields: { summary, labels, status: { name: 'To Do' } } };
}

function plain({ content }: z.infer<typeof text>): string {
  return content.map((paragraph) => paragraph.content.map((piece) => piece.text).join('')).join('\n');
}
