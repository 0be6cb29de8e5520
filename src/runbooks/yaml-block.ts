// YAML inside a page, read with its lines, so that a wrong field can be pointed at. Aliases are bounded.

import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

export interface YamlFault {
  readonly line: number;
  readonly say: string;
  readonly hint: string;
}

export type YamlRead =
  | { readonly ok: true; readonly value: unknown; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | { readonly ok: false; readonly fault: YamlFault };

const mostAliases = 20;

/** `firstLine` is the page's line on which `text` begins. */
export function readYaml(text: string, firstLine: number): YamlRead {
  const counter = new LineCounter();
  const lineAt = (offset: number): number => firstLine + counter.linePos(offset).line - 1;
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' });
  const [error] = [...document.errors, ...document.warnings];
  if (error) {
    if (error.code === 'DUPLICATE_KEY') return { ok: false, fault: { line: lineAt(error.pos[0]), ...twice } };
    return { ok: false, fault: notYaml(lineAt(error.pos[0]), error.message.split('\n')[0] ?? '') };
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return firstLine;
  };
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: mostAliases }), lineOf };
  } catch {
    return { ok: false, fault: notYaml(firstLine, `more than ${mostAliases} aliases, or one without its anchor`) };
  }
}

/** What zod found wrong, as faults with lines. `what` names the thing being read: "front matter". */
export function yamlFaults(
  error: z.ZodError,
  what: string,
  lineOf: (path: readonly PropertyKey[]) => number,
): readonly YamlFault[] {
  return error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const line = lineOf([...issue.path, issue.keys[0] ?? '']);
      return { line, say: `The ${what} has no setting \`${issue.keys.join('`, `')}\``, hint: 'Correct or remove it.' };
    }
    const path = issue.path.map(String).join('.');
    return {
      line: lineOf(issue.path),
      say: path === '' ? `The ${what} has the wrong form` : `\`${path}\` in the ${what} has the wrong form`,
      hint: `${messageOf(issue)
        .replace(/^Invalid input: e/, 'E')
        .replace(/\.$/, '')}.`,
    };
  });
}

/** A name that is not allowed is told by what is wrong with the name. */
function messageOf(issue: z.core.$ZodIssue): string {
  return (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue.message;
}

const twice = { say: 'One name stands here twice', hint: 'Give each a name of its own, or put both into one.' };

function notYaml(line: number, reason: string): YamlFault {
  return { line, say: `This is not valid YAML: ${reason.replace(/\.$/, '')}`, hint: 'Mend the YAML at this line.' };
}
