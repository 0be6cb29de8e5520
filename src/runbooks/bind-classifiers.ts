// Puts the real parsers behind the questions that the runbook parser asks.

import type { Classifiers } from './classifiers.ts';
import { classifyHttp } from './risk/http.ts';
import type { Parsers } from './risk/parsers.ts';
import { classifyShell, unquotedVariables, variablesUsed } from './risk/shell.ts';
import { classifySql, splitSql } from './risk/sql.ts';

export function bindClassifiers(parsers: Parsers): Classifiers {
  return {
    shell: (script) => classifyShell(parsers, script),
    sql: (text) => classifySql(parsers, text),
    http: classifyHttp,
    splitSql: (text) => splitSql(parsers, text),
    variablesUsed: (script) => variablesUsed(parsers, script),
    unquotedVariables: (script, names) => unquotedVariables(parsers, script, names),
  };
}
