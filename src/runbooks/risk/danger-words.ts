// The words by which programs, scripts, verbs and paths say of themselves what they do. Used only where nothing better is known,
// and only ever to raise a risk.

const destructive = new Set(
  `annihilate assassinate cleanup clean clear deallocate decommission del delete deprovision deregister destroy detonate discard downgrade drop empty
  dismantle erase evict expire expunge flush forget format garbage gc halt kill nuke obliterate offboard overwrite poweroff prune purge quit quitquitquit reap recreate reformat reimage
  reinitialize reinit remove reset restore retire rm rmdir shred shutdown stop terminate teardown trash truncate undeploy uninstall
  unprovision unregister wipe zap zero`.split(/\s+/),
);

const looking = new Set(
  `assert can check compare count describe diff explain find get has help inspect is list lint log logs ls monitor
  preview print query read report search show stat status tail test validate verify version view watch`.split(/\s+/),
);

const acting = new Set(
  `activate apply cancel create deactivate deploy disable enable execute failover install invoke migrate pause promote reboot
  reload restart resume rollback rollout rotate run scale send start switchover trigger unlock update upgrade`.split(
    /\s+/,
  ),
);

/** Finds one of these words in the name of a playbook, a target, a job or a task: `orders-restore.yml`, `db:reset`. */
export const destructiveName = new RegExp(`(^|[^a-z])(${[...destructive].join('|')})([^a-z]|$)`, 'i');

/** The words of a name, a verb or a path segment: `restore_ordersDb.sh` gives restore, orders, db, sh. */
function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/**
 * The destructive word in a name, if it has one. A name that begins with looking (`check-restore`, `get_deleted`) is believed,
 * unless it goes on with "and" or "then".
 */
export function destructiveWord(name: string): string | undefined {
  const words = wordsIn(name);
  return onlyLooks(words) ? undefined : (words.find((word) => destructive.has(word)) ?? joined(words) ?? grown(words));
}

/** The word in a name by which it does something, destructive or not: `restart`, `purge`. */
export function actingWord(name: string): string | undefined {
  const words = wordsIn(name);
  return onlyLooks(words) ? undefined : (destructiveWord(name) ?? words.find((word) => acting.has(word)));
}

/** Whether any word in it is one by which a program does something: never so in `test_reader`. */
export function sayActs(name: string): boolean {
  const words = wordsIn(name);
  return words.some((word) => destructive.has(word) || acting.has(word)) || joined(words) !== undefined;
}

/** Whether the word says that a program only looks (`get`, `list`, `status`). Never enough to call it harmless. */
export function isLooking(word: string): boolean {
  return looking.has(word);
}

function onlyLooks(words: readonly string[]): boolean {
  return isLooking(words[0] ?? '') && !words.includes('and') && !words.includes('then');
}

// `mongorestore`, `bulkdelete`, `dropall`, `purgecache`: two words written as one.
function grown(words: readonly string[]): string | undefined {
  const [, word] =
    words
      .map((each) => each.slice(0, 60))
      .map(
        (each) =>
          /^(?!undelete$)[a-z]{2,}(restore|delete|destroy|purge|wipe|truncate|uninstall|teardown|cleanup)$/.exec(
            each,
          ) ??
          /^(restore|delete|destroy|purge|wipe|truncate|drop|flush|reset|clear|clean)(all|cache|data|database|db|files|logs|old|queue|tables?)$/.exec(
            each,
          ),
      )
      .find((match) => match !== null) ?? [];
  return word;
}

// `tear-down`, `shut_down`, `power-off`, `clean-up`.
function joined(words: readonly string[]): string | undefined {
  return words.map((word, index) => word + (words[index + 1] ?? '')).find((pair) => destructive.has(pair));
}
