// Every procedure of the integrations, carried out against the practice services.

import type { Exercise } from '../exercise.ts';

const incident = '20261130-001';
const title = `Checkout 'fails' for \\ everybody`;
const page: Exercise = {
  procedure: 'integrations.page',
  parameters: { incident, title: 'Checkout fails', severity: '1', summary: 'Nobody can pay.' },
  ends: 'Done.',
  leaves: { alerts: [{ dedupKey: `opsbook-${incident}`, state: 'triggered', severity: 'critical', triggers: 1 }] },
};
const openStatus: Exercise = {
  procedure: 'integrations.open-status',
  parameters: { incident, title: 'Checkout fails', severity: '2' },
  ends: 'Done.',
  leaves: {
    incidents: [
      {
        id: 'p00000000001',
        name: `Checkout fails (${incident})`,
        status: 'investigating',
        impact: 'major',
        incident_updates: [{ body: 'We are looking into it.' }],
      },
    ],
  },
};
const openTicket: Exercise = {
  procedure: 'integrations.open-ticket',
  parameters: { incident, title: 'Checkout fails', severity: '3', summary: 'Since 12:00.' },
  ends: 'Done.',
  leaves: {
    tickets: [
      {
        key: 'OPS-1',
        summary: `${incident}: Checkout fails`,
        labels: ['opsbook', 'sev3', `incident-${incident}`],
        description: 'Since 12:00.',
      },
    ],
  },
};
const resolveStatus: Exercise = {
  procedure: 'integrations.resolve-status',
  parameters: { status_id: 'p00000000001' },
  ends: 'Done.',
};

export const exercises: readonly Exercise[] = [
  page,
  {
    ...page,
    about: 'a second time joins the first',
    after: [page],
    leaves: { alerts: [{ state: 'triggered', triggers: 2 }] },
  },
  {
    procedure: 'integrations.page',
    about: 'SEV4, with words that mean something in JSON',
    parameters: { incident, title, severity: '4' },
    ends: 'Done.',
    leaves: { alerts: [{ severity: 'warning', summary: `SEV4 ${incident}: ${title}` }] },
  },
  { ...page, about: 'PagerDuty refuses', faults: ['page-refused'], ends: 'Failed.', leaves: { alerts: [] } },
  {
    ...page,
    about: 'a lost answer pages nobody twice',
    faults: ['answer-lost'],
    leaves: { alerts: [{ state: 'triggered', triggers: 2 }] },
  },
  {
    ...page,
    procedure: 'integrations.page-when-bad',
    parameters: { incident, title: 'Checkout fails', severity: '2' },
    leaves: { alerts: [{ state: 'triggered', severity: 'error' }] },
  },
  {
    ...page,
    procedure: 'integrations.page-when-bad',
    about: 'SEV3 pages nobody',
    parameters: { incident, title: 'Checkout is slow', severity: '3' },
    leaves: { alerts: [] },
  },
  {
    procedure: 'integrations.acknowledge-page',
    after: [page],
    parameters: { incident },
    ends: 'Done.',
    leaves: { alerts: [{ state: 'acknowledged' }] },
  },
  {
    procedure: 'integrations.resolve-page',
    after: [page],
    parameters: { incident },
    ends: 'Done.',
    leaves: { alerts: [{ state: 'resolved' }] },
  },
  {
    procedure: 'integrations.resolve-page',
    about: 'nothing was opened',
    parameters: { incident },
    ends: 'Done.',
    leaves: { alerts: [] },
  },
  openStatus,
  { ...openStatus, about: 'a second time finds the first', after: [openStatus] },
  { ...openStatus, about: 'a lost answer', faults: ['answer-lost'], choices: ['It happened'] },
  {
    ...openStatus,
    about: 'the status page is down',
    faults: ['status-page-down'],
    ends: 'Failed.',
    leaves: { incidents: [] },
  },
  {
    procedure: 'integrations.update-status',
    after: [openStatus],
    parameters: { status_id: 'p00000000001', summary: 'We have found the cause.' },
    ends: 'Done.',
    leaves: { incidents: [{ status: 'identified', incident_updates: [{ body: 'We have found the cause.' }, {}] }] },
  },
  {
    procedure: 'integrations.update-status',
    about: 'not below a closed one',
    after: [openStatus, resolveStatus],
    parameters: { status_id: 'p00000000001', summary: 'Too late.' },
    ends: 'Failed.',
    leaves: { incidents: [{ status: 'resolved' }] },
  },
  {
    ...resolveStatus,
    after: [openStatus],
    leaves: { incidents: [{ status: 'resolved', incident_updates: [{ body: 'It is resolved.' }, {}] }] },
  },
  {
    ...resolveStatus,
    about: 'a second time adds nothing',
    after: [openStatus, resolveStatus],
    leaves: { incidents: [{ status: 'resolved', incident_updates: [{ body: 'It is resolved.' }, {}] }] },
  },
  openTicket,
  { ...openTicket, about: 'a second time finds the first', after: [openTicket] },
  { ...openTicket, about: 'a lost answer', faults: ['answer-lost'], choices: ['It happened'] },
  { ...openTicket, about: 'Jira refuses', faults: ['ticket-refused'], ends: 'Failed.', leaves: { tickets: [] } },
  { ...openTicket, about: 'Jira is slow', faults: ['slow'] },
  {
    procedure: 'integrations.comment-ticket',
    after: [openTicket],
    parameters: { ticket: 'OPS-1', summary: 'The post-mortem is drafted.' },
    ends: 'Done.',
    leaves: { tickets: [{ comments: ['The post-mortem is drafted.'] }] },
  },
  {
    procedure: 'integrations.open-action-ticket',
    parameters: {
      incident,
      action: 'Alert on disk space',
      summary: 'Alert on disk space, at 80 %.',
      due: '2026-12-03',
    },
    ends: 'Done.',
    leaves: {
      tickets: [
        {
          summary: 'Alert on disk space',
          labels: ['opsbook', `action-of-${incident}`],
          description: `Alert on disk space, at 80 %. Owner: nobody yet. From incident ${incident}.`,
        },
      ],
    },
  },
  {
    procedure: 'integrations.open-action-ticket',
    about: 'without a day',
    parameters: { incident, action: 'Alert on disk space', summary: 'At 80 %.', owner: 'jonas' },
    ends: 'Done.',
    leaves: { tickets: [{ description: `At 80 %. Owner: jonas. From incident ${incident}.` }] },
  },
  { procedure: 'integrations.check-access', ends: 'Done.' },
  {
    procedure: 'integrations.check-access',
    about: 'the status page is down',
    faults: ['status-page-down'],
    ends: 'Done.',
  },
];
