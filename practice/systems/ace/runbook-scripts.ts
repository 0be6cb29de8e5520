// For tests: the shell steps of `runbooks/ace.md` as they stand there, and a bare bash to run them in.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { RootContent } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { pathWith } from '../../kit/system.ts';
import type { PracticeAce } from './start-ace.ts';

const runbook = new URL('../../../runbooks/ace.md', import.meta.url);

function blocksIn(node: RootContent): string[] {
  if (node.type === 'code') return node.lang === 'sh' ? [node.value] : [];
  return 'children' in node ? node.children.flatMap((child) => blocksIn(child)) : [];
}

/** The shell scripts below one heading, in order. */
export function scriptsOf(title: string): string[] {
  const { children } = unified().use(remarkParse).parse(readFileSync(runbook, 'utf8'));
  const text = (node: RootContent | undefined): string =>
    node?.type === 'heading' ? node.children.map((child) => ('value' in child ? child.value : '')).join('') : '';
  const start = children.findIndex((node) => text(node) === title);
  const rest = children.slice(start + 1);
  const end = rest.findIndex((node) => node.type === 'heading');
  return (end === -1 ? rest : rest.slice(0, end)).flatMap((node) => blocksIn(node));
}

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script as a shell step does: strict bash, in ACE's folder, with an empty home and the named variables only. */
export function runScript(ace: PracticeAce, script: string, parameters: Record<string, string> = {}): Promise<Ran> {
  const { KUBECONFIG, ACE_HOME } = ace.environment;
  const env = { PATH: pathWith([ace]), KUBECONFIG, HOME: '/nonexistent', LANG: 'C', ...parameters };
  return new Promise((resolve) => {
    const bash = ['-euo', 'pipefail', '-c', script];
    const child = execFile('bash', bash, { cwd: ACE_HOME, env }, (_error, stdout, stderr) => {
      resolve({ exit: child.exitCode ?? -1, stdout, stderr });
    });
  });
}
