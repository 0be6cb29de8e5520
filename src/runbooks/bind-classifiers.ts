// Puts the real parsers behind the questions that the runbook parser asks.

import type { Classifiers } from './classifiers.ts';
import { remembering } from './remembering.ts';
import { classifyHttp } from './risk/http.ts';
import type { Parsers } from './risk/parsers.ts';
import { classifyPromql } from './risk/promql.ts';
import { unquotedVariables, variablesUsed } from './risk/script-variables.ts';
import { classifyScript, classifyShell } from './risk/shell.ts';
import { classifySql, splitSql } from './risk/sql.ts';

const rememberedTexts = 1000;

export function bindClassifiers(parsers: Parsers): Classifiers {
  return {
    shell: remembering(rememberedTexts, (block) => classifyShell(parsers, block)),
    script: remembering(rememberedTexts, (script) => classifyScript(parsers, script)),
    sql: remembering(rememberedTexts, (text) => classifySql(parsers, text)),
    http: classifyHttp,
    promql: classifyPromql,
    splitSql: (text) => splitSql(parsers, text),
    variablesUsed: remembering(rememberedTexts, (script) => variablesUsed(parsers, script)),
    unquotedVariables: (script, names) => unquotedVariables(parsers, script, names),
  };
}
