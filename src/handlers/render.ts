// A verb's reply as Slack shows it: a message to one person, a form, or nothing when the run's card says it all.

import type { ModalView } from '@slack/types';
import type { SlackMessage } from '../slack/fit.ts';
import { evidencePage } from '../slack/messages/evidence-page.ts';
import { foundMessage } from '../slack/messages/found.ts';
import { helpMessage } from '../slack/messages/help.ts';
import { planPage } from '../slack/messages/plan-page.ts';
import { procedurePage } from '../slack/messages/procedure-page.ts';
import { runForm } from '../slack/messages/run-form.ts';
import { runsList } from '../slack/messages/runs-list.ts';
import { sentence } from '../slack/messages/sentence.ts';
import type { Reply } from '../verbs/verb.ts';

export type Rendered =
  | { readonly kind: 'message'; readonly message: SlackMessage }
  | { readonly kind: 'form'; readonly view: ModalView }
  | { readonly kind: 'nothing' };

export function render(reply: Reply): Rendered {
  switch (reply.kind) {
    case 'said':
      return message(sentence(reply.say));
    case 'help':
      return message(helpMessage(reply.verbs));
    case 'found':
      return message(foundMessage(reply));
    case 'page':
      return message(procedurePage(reply));
    case 'plan':
      return message(planPage(reply));
    case 'evidence':
      return message(evidencePage(reply.plan, reply.evidence));
    case 'runs':
      return message(runsList(reply.runs));
    case 'form':
      return { kind: 'form', view: runForm(reply.procedure, reply.given, reply.channel) };
    case 'run':
    case 'done-before':
      return { kind: 'nothing' };
  }
}

function message(of: SlackMessage): Rendered {
  return { kind: 'message', message: of };
}
