// A verb's reply as Slack shows it: a message to one person, a form, or nothing when the run's card says it all.

import type { ModalView } from '@slack/types';
import { trendPicture } from '../pictures/trend-picture.ts';
import type { SlackMessage } from '../slack/fit.ts';
import { actionItemsList } from '../slack/messages/action-items-list.ts';
import { approvalsOverview } from '../slack/messages/approvals-overview.ts';
import { declareForm } from '../slack/messages/declare-form.ts';
import { delegationsList } from '../slack/messages/delegations.ts';
import { checkOverview } from '../slack/messages/check-overview.ts';
import { checkedMessage } from '../slack/messages/checked.ts';
import { evidencePage } from '../slack/messages/evidence-page.ts';
import { foundMessage } from '../slack/messages/found.ts';
import { healthPage } from '../slack/messages/health-page.ts';
import { helpMessage } from '../slack/messages/help.ts';
import { homeMessage } from '../slack/messages/home.ts';
import { incidentForm } from '../slack/messages/incident-forms.ts';
import { incidentsList } from '../slack/messages/incidents-list.ts';
import { locksList } from '../slack/messages/locks-list.ts';
import { planPage } from '../slack/messages/plan-page.ts';
import { postmortemForm } from '../slack/messages/postmortem-form.ts';
import { preapprovalsList } from '../slack/messages/preapproval-card.ts';
import { procedurePage } from '../slack/messages/procedure-page.ts';
import { recordPage } from '../slack/messages/record-page.ts';
import { runForm } from '../slack/messages/run-form.ts';
import { runStatus } from '../slack/messages/run-status.ts';
import { runsList } from '../slack/messages/runs-list.ts';
import { sentence } from '../slack/messages/sentence.ts';
import { timelinePage } from '../slack/messages/timeline-page.ts';
import { headingOf, trendAlt, trendMessage } from '../slack/messages/trend.ts';
import type { Reply, Trend } from '../verbs/verb.ts';

export type Rendered =
  | { readonly kind: 'message'; readonly message: SlackMessage }
  | { readonly kind: 'form'; readonly view: ModalView }
  /** A picture for everybody where it was asked for; the message says the same in words. */
  | {
      readonly kind: 'picture';
      readonly message: SlackMessage;
      readonly file: { readonly name: string; readonly title: string; readonly alt: string };
      /** Ready to be drawn. */
      readonly svg: string;
    }
  | { readonly kind: 'nothing' };

export function render(reply: Reply): Rendered {
  switch (reply.kind) {
    case 'said':
      return message(sentence(reply.say, reply.see));
    case 'help':
      return message(helpMessage(reply.verbs, reply.denied));
    case 'home':
      return message(homeMessage(reply.home));
    case 'found':
      return message(foundMessage(reply));
    case 'page':
      return message(procedurePage(reply));
    case 'plan':
      return message(planPage(reply));
    case 'evidence':
      return message(evidencePage(reply.plan, reply.evidence));
    case 'locks':
      return message(locksList(reply.locks, reply.now));
    case 'health':
      return message(healthPage(reply.health));
    case 'run-status':
      return message(runStatus(reply.view));
    case 'runs':
      return message(runsList(reply.runs));
    case 'approvals':
      return message(approvalsOverview(reply));
    case 'preapprovals':
      return message(preapprovalsList(reply.preapprovals));
    case 'delegations':
      return message(delegationsList(reply.delegations));
    case 'checked':
      return message(checkedMessage(reply));
    case 'checks':
      return message(checkOverview(reply.systems));
    case 'trend':
      return trendFile(reply.trend);
    case 'form':
      return { kind: 'form', view: runForm(reply.procedure, reply.given, reply.channel, reply.undoes) };
    case 'incident-form':
      return { kind: 'form', view: incidentView(reply) };
    case 'postmortem-form':
      return { kind: 'form', view: postmortemForm(reply.incident, reply.section, reply.written) };
    case 'incidents':
      return message(incidentsList(reply));
    case 'action-items':
      return message(actionItemsList(reply.items));
    case 'timeline':
      return message(timelinePage(reply));
    case 'record':
      return message(recordPage(reply));
    case 'run':
    case 'done-before':
      return { kind: 'nothing' };
  }
}

function incidentView({ form, team }: Extract<Reply, { kind: 'incident-form' }>): ModalView {
  return form.kind === 'declare' ? declareForm({ ...form, ...team }) : incidentForm(form, team);
}

function message(of: SlackMessage): Rendered {
  return { kind: 'message', message: of };
}

function trendFile(trend: Trend): Rendered {
  const panels = trend.series.map(({ metric, unit, points, warn, critical }) => ({
    title: unit === undefined ? metric : `${metric} (${unit})`,
    points,
    limits: [
      ...(warn === undefined ? [] : [{ kind: 'warn' as const, value: warn }]),
      ...(critical === undefined ? [] : [{ kind: 'critical' as const, value: critical }]),
    ],
  }));
  const { since, until, zone } = trend;
  const heading = headingOf(trend);
  const name = `${trend.system}-${trend.days}-days.png`;
  return {
    kind: 'picture',
    message: trendMessage(trend),
    file: { name, title: heading, alt: trendAlt(trend) },
    svg: trendPicture({ heading, since, until, zone, panels }),
  };
}
