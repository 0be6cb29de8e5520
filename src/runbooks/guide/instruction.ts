// Does a line of a list ask somebody to do something? Only the first word is looked at, so unsure lines stay words.

const verbs = wordsOf(`
  abort acknowledge activate adapt add adjust allow allowlist analyse analyze announce append apply approve archive ask
  assess assign attach attempt audit authenticate authorize avoid back balance begin bind block boot bounce bring browse
  build bump bypass cancel capture check cherry-pick choose clean cleanup clear click clone close collect commit
  communicate compare complete compress compute configure confirm connect consider consolidate consult contact continue
  convert coordinate copy cordon create cut cycle deactivate debug declare decommission decrease define delegate delete
  demote deny deploy destroy detach detect determine diagnose dig disable disconnect discuss dismiss dispatch distribute
  double-check downgrade download draft drain drop dump duplicate edit eject email enable encrypt end enforce engage
  enqueue ensure enter escalate establish evaluate examine execute expand expire export extend extract failover fetch
  file fill filter find fix flip flush follow force forward free freeze gather generate get give go grab gracefully
  grant halt handle have hide hold identify implement import include increase inform initiate inject insert inspect
  install introduce investigate invoke isolate join keep kill launch let limit link list locate lock log login look
  lower make manage mark measure merge migrate minimize mitigate modify monitor mount move navigate note notify observe
  obtain offboard onboard open optimize order override overwrite package page pause perform pick ping place plan point
  post prepare press prevent proceed promote protect provide provision prune publish pull purge push put quarantine quit
  raise re-run reach read reassign reattach rebalance rebase reboot rebuild recalculate recheck reconcile reconfigure
  reconnect record recover recreate redeploy redirect redo reduce refer refresh regenerate register reindex reinitialize
  reinstall reissue relaunch release reload relocate remount remove rename renew reopen repair repeat replace replay
  repoint reprocess reproduce reroute rerun reschedule reseed resend reserve reset resize resolve respond restart
  restore restrict resume resync retire retrieve retry return reuse revalidate revert review revoke rewind rewrite roll
  rollback rotate route run sanitize save scale scan schedule search secure seed select send separate set share shift
  ship shut shutdown sign silence simulate skip snooze spin split ssh stabilize stage start stop submit subscribe
  substitute summarize suspend swap sweep switch sync tag tail take talk tear tell terminate test throttle tighten
  toggle trace track transfer triage trigger trim truncate try tune turn unblock uncomment uncordon undo uninstall
  unlock unmount unpause unregister unset unsubscribe update upgrade upload use vacuum validate verify view visit wait
  warm watch wipe withdraw write zip`);

// As often a noun: "Log files", "Backup server". They ask for something when what they are done to follows.
const doubtful = wordsOf(`
  access address alert audit backup block bump change cleanup clone commit copy document download drop email end
  estimate failover file filter force free hold import log login look mark match mount note page pause ping point
  press process query record release report request rollback schedule search shutdown sign state store switch test
  transfer view warm watch`);

const following = wordsOf(`
  a all an and any as at back both by down each every everything existing for from if in into it its new no off old on
  on-call oncall one only or our out over that the their them these this those through to up using via whether which
  with within you your`);

/** "Check the queue"; not "Log files" and not "Request rate: 3 a second". */
export function isInstruction(text: string): boolean {
  const start = text.slice(0, 200).replace(/^[^\p{Letter}\p{Number}`"'(<[]+/u, '');
  const condition = /^(?:if|when|once|after|before)\b[^,]{0,150},\s*/i.exec(start)?.[0] ?? '';
  const [first = '', second = ''] = start
    .slice(condition.length)
    .replace(/^(?:then|please|now|first|next|finally|manually|immediately|also),?\s+/i, '')
    .split(/\s+/);
  const verb = first.toLowerCase();
  if (/[:.,;)]$/.test(verb)) return false;
  // "Restart policy: always" names something; "Check it: yes" asks.
  if (second.endsWith(':') && !lookingVerbs.has(verb)) return false;
  if (doubtful.has(verb)) return following.has(second.toLowerCase()) || /^[`<$/"]/.test(second);
  return verbs.has(verb) && second !== '';
}

const lookingVerbs = wordsOf(`
  assess audit browse check compare confirm consult determine diagnose ensure evaluate examine find identify inspect
  investigate locate look monitor note observe read review scan search see track validate verify view wait watch`);

/** The word by which an instruction says that it only looks. */
export function lookingWord(text: string): string | undefined {
  const [first = ''] = text
    .slice(0, 100)
    .replace(/^[^\p{Letter}]+/u, '')
    .split(/[\s:]+/);
  return lookingVerbs.has(first.toLowerCase()) ? first.toLowerCase() : undefined;
}

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
