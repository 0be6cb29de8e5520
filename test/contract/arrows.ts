// Which room of src/ may use which. Top to bottom: an arrow only ever points down this list. ARCHITECTURE.md prints it.

export interface Room {
  /** A folder or a file of src/; `slack/messages` is apart from the rest of `slack`. */
  readonly room: string;
  /** What it may import. */
  readonly uses: readonly string[];
  /** Of these it may import types and nothing else. */
  readonly knows: readonly string[];
}

export const arrows: readonly Room[] = [
  room('main', 'cli db errors folder secret-files version'),
  room(
    'cli',
    'audit bot checks codes config db demo doctor drills errors folder home ids incidents instruments log patience pictures queue runbooks runs search settings slack slack/messages trail verbs version',
  ),
  room('demo', 'bot config db errors log runbooks slack'),
  room(
    'bot',
    'audit codes db drills duties errors handlers health home http instruments log queue runbooks runs search settings slack steps trail verbs version',
    'config',
  ),
  room('doctor', 'config db drills errors log runbooks settings slack steps'),
  room('instruments', 'audit duties runbooks runs steps', 'config'),
  room('http', 'health http-limits incidents verbs', 'db'),
  room(
    'handlers',
    'db errors folder http-limits ids incidents patience pictures queue runbooks runs slack slack/messages trail verbs',
    'config',
  ),
  room(
    'duties',
    'audit checks db drills errors home ids incidents patience pictures queue runbooks runs slack slack/messages',
    'steps trail',
  ),
  room(
    'verbs',
    'audit checks codes drills errors home ids incidents patience policy runbooks runs',
    'db health search settings',
  ),
  room('steps', 'errors', 'runbooks'),
  room('slack/messages', 'checks drills incidents runs slack', 'audit health home runbooks'),
  room('health', 'db errors patience queue', 'runbooks slack'),
  room('slack', 'errors', 'config trail'),
  room('config', 'audit errors runbooks trail'),
  room('secret-files', 'audit errors'),
  room('home', '', 'checks db incidents queue runbooks runs'),
  room('checks', 'queue runbooks', 'db runs'),
  room('settings', 'errors incidents policy runbooks', 'audit db'),
  room('drills', 'errors ids incidents runs', 'db runbooks'),
  room('incidents', 'errors ids runbooks runs', 'db pictures queue'),
  room('runs', 'errors ids runbooks trail', 'audit db queue'),
  room('search', 'patience runbooks', 'db'),
  room('codes', 'errors', 'db ids'),
  room('log', '', 'audit'),
  room('audit', '', 'db runbooks'),
  room('policy', 'runbooks'),
  room('runbooks', 'errors'),
  room('queue', 'errors patience trail', 'db'),
  room('db', 'errors'),
  room('folder', 'errors'),
  room('http-limits', ''),
  room('pictures', ''),
  room('ids', ''),
  room('trail', 'patience'),
  room('errors', ''),
  room('patience', ''),
  room('version', ''),
];

function room(name: string, uses = '', knows = ''): Room {
  return { room: name, uses: words(uses), knows: words(knows) };
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** As ARCHITECTURE.md prints it. */
export function drawArrows(): string {
  const width = Math.max(...arrows.map((each) => each.room.length));
  return arrows
    .map(({ room: name, uses, knows }) => {
      const types = knows.length === 0 ? [] : [`types: ${knows.join(' ')}`];
      const what = [...(uses.length === 0 ? [] : [uses.join(' ')]), ...types].join(' · ');
      return `${name.padEnd(width)} → ${what === '' ? '(nothing)' : what}`;
    })
    .join('\n');
}
