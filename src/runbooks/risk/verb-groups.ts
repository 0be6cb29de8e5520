// Tools of the form `tool group … verb`: groups of any depth, and last a verb that means the same in all of them.

import { changes, destroys, reads } from './tool.ts';
import type { CommandRule, Flags } from './tool.ts';

type Verbs = Readonly<Record<string, CommandRule>>;

const any: Flags = { anyOther: true };
const look = reads(any);

/** Verbs at any depth from here: at most so many words of groups stand before the verb. */
export function groupsOf(verbs: Verbs, depth: number): CommandRule {
  return depth === 0 ? {} : { verbs: { ...verbs, '*': groupsOf(verbs, depth - 1) } };
}

/** The verbs that such tools share; what a tool means otherwise it names itself, after these. */
export const usualVerbs: Verbs = {
  [`list ls get show describe info status view history help version search find events wait validate check diff preview stats inspect
    whoami list-* get-* describe-* show-* usage metrics about health current tree plans regions sizes types limits`]:
    look,
  'log|logs': { ...look, marks: [{ kind: 'endless', flag: '-f --follow -t --tail --tail=true --stream' }] },
  'tail|follow': { ...look, marks: [{ kind: 'endless' }] },
  'stop|halt|shutdown|power-off|poweroff|shutoff|off|suspend|pause-project': {
    effect: { risk: 'destroy', say: 'stops what runs there', turns: 'off' },
    flags: any,
  },
  'start|power-on|poweron|on': { effect: { risk: 'change', say: 'starts it', turns: 'on' }, flags: any },
  [`delete del rm remove destroy purge delete-* remove-* unset uninstall terminate drop wipe release detach-and-delete kill
    decommission force-delete`]: destroys('deletes it with what it holds', { flags: any }),
  'restore|rebuild|reset|reset-*|reinstall|revert': destroys('puts another state over what is there now', {
    flags: any,
  }),
  [`create add set update edit enable disable deploy restart reboot apply attach detach assign unassign import export register
    rename resize upgrade rollback promote failover clone copy snapshot tag untag pause resume cancel run rotate lock unlock publish
    invite transfer move link unlink activate deactivate migrate sync put patch upload download install power-cycle restart-*
    create-* add-* set-* update-* enable-* disable-* attach-* detach-* associate disassociate push pull merge`]:
    changes('changes what runs there', { flags: any }),
};
