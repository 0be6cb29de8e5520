// sqlite3: https://www.sqlite.org/cli.html. The words after the file are statements, or lines that begin with a dot.

import { consoleMarks } from '../console-marks.ts';
import type { Language } from '../language.ts';
import type { Tool } from '../tool.ts';

const sqlite: Language = {
  name: 'SQLite',
  // A line that begins with a dot ends with the line.
  ends: /;|\n(?=[ \t]*\.)|\n(?<=(?:^|\n)[ \t]*\.[^\n]*\n)/,
  destroys: /^(\.restore|REPLACE\s+INTO)\b/i,
  changes:
    /^(\.(archive|backup|cd|clone|excel|import|load|log|once|open|output|read|save|scanstats|shell|system|trace|unmodule|vfs\w*)\b|PRAGMA\s+[\w.]+\s*=|PRAGMA\s+(wal_checkpoint|optimize|incremental_vacuum|shrink_memory)\b|ATTACH|DETACH)/i,
  reads: /^(\.[a-z]+(\s[^|]*)?|PRAGMA\s+[\w.]+(\s*\([\w'" ]*\))?)$/i,
  elseSql: { unless: /\\['"]|\bwritefile\s*\(|\bload_extension\s*\(|\bedit\s*\(/i },
};

export const sqlite3: Tool = {
  names: ['sqlite3', 'sqlite', 'sqlcipher'],
  singleDash: true,
  cases: [{ flag: '-version', risk: 'read', say: 'only prints' }],
  flags: {
    plain: `-header -noheader -column -csv -json -line -list -html -markdown -table -box -quote -tabs -ascii -batch -bail -readonly -safe
      -stats -echo -interactive -nofollow -version -help -memtrace`,
    valued: '-separator -newline -nullvalue -mmap -pagecache -lookaside -maxsize -vfs -escape',
    special: {
      '-cmd': { valued: true, runs: sqlite },
      '-init': { valued: true, effect: { risk: 'change', say: 'runs a file that is not shown here' } },
      '-A': { effect: { risk: 'change', say: 'reads or writes an archive' } },
    },
  },
  runs: { from: 1, as: sqlite },
  input: sqlite,
  console: sqlite,
  marks: consoleMarks('SQLite', { atMost: 1, without: '-cmd -version' }),
};
