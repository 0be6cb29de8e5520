// From a file's bytes to a runbook. A page that is broken as a whole is refused alone; a procedure with a problem is left out alone.

import { createHash } from 'node:crypto';
import { buildProcedure } from './build-procedure.ts';
import type { Classifiers } from './classifiers.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import type { Problem, Procedure, Runbook } from './model.ts';
import { parseGuide } from './guide/parse-guide.ts';
import { outline, type Section } from './outline.ts';
import { openFences, readPage } from './page.ts';
import type { Report } from './place.ts';
import { problem } from './problem.ts';
import { draftProcedures } from './procedure-drafts.ts';
import { readYaml } from './yaml-block.ts';

export type Parsed =
  /** A page without `system` in its front matter is a guide. */
  | { readonly page: 'runbook' | 'guide'; readonly runbook: Runbook; readonly problems: readonly Problem[] }
  /** A file that is broken as a whole. */
  | { readonly page: 'refused'; readonly runbook?: never; readonly problems: readonly Problem[] };

/** `file` is how the page is called in sentences. Never throws for what a page holds. */
export function parseRunbook(file: string, bytes: Uint8Array, classifiers: Classifiers): Parsed {
  const page = readPage(bytes);
  if (!page.ok) return { page: 'refused', problems: [problem(file, page.line, page.say, page.hint)] };
  const revision = createHash('sha256').update(bytes).digest('hex');
  // It begins on line 2 of the page.
  const yaml = page.frontMatter === undefined ? undefined : readYaml(page.frontMatter, 2);
  const front = yaml === undefined ? undefined : readFrontMatter(yaml);
  if (front === undefined || front.page === 'guide' || (!yaml?.ok && isForOthers(page.frontMatter ?? ''))) {
    return { page: 'guide', ...parseGuide(file, { ...page, yaml }, revision, classifiers) };
  }
  const faults = front.faults.map(({ line, say, hint }) => problem(file, line, say, hint));
  if (front.page === 'refused') return { page: 'refused', problems: faults };
  const [open] = openFences(page.tree, page.source);
  if (open !== undefined) return { page: 'refused', problems: [problem(file, open.line, open.say, open.hint)] };
  const { system, title, owners, approvers, targets } = front.settings;
  const sections = outline(page.tree, page.source);
  const { procedures, problems } = readProcedures(file, sections, front.settings, classifiers);
  const runbook: Runbook = {
    page: 'runbook',
    system,
    title: title ?? sections.find(({ depth }) => depth === 1)?.title ?? system,
    file,
    revision,
    owners,
    approvers,
    targets,
    procedures,
    text: '',
    repairs: [],
  };
  return { page: 'runbook', runbook, problems: [...faults, ...problems].sort((a, b) => a.line - b.line) };
}

// Front matter that is no YAML may be another tool's; ours names a system.
function isForOthers(frontMatter: string): boolean {
  return !/^\s*["']?system["']?\s*:/m.test(frontMatter);
}

function readProcedures(
  file: string,
  sections: readonly Section[],
  front: FrontMatter,
  classifiers: Classifiers,
): { readonly procedures: readonly Procedure[]; readonly problems: readonly Problem[] } {
  const { drafts, stray } = draftProcedures(sections);
  const procedureIds = drafts.map(({ id }) => id);
  const problems = stray.map(({ line, say, hint }) => problem(file, line, say, hint));
  const procedures: Procedure[] = [];
  for (const { id, draft, faults } of drafts) {
    const name = `${front.system}.${id}`;
    const found = faults.map(({ line, say, hint }) => problem(file, line, say, hint, name));
    const report: Report = (line, say, hint) => {
      found.push(problem(file, line, say, hint, name));
    };
    // Without its settings, every parameter would be reported once more.
    const built = found.length > 0 ? undefined : buildProcedure(draft, { front, procedureIds, classifiers, report });
    if (built !== undefined && found.length === 0) procedures.push(built);
    problems.push(...found);
  }
  return { procedures, problems };
}
