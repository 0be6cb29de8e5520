// Which headings of a page are procedures, and what belongs to each. A heading with a settings block takes in what stands below it,
// deeper headings included; a heading without one is a procedure when a block right under it has a target.

import type { Section } from './outline.ts';
import { strandedAttributes } from './attributes.ts';
import { codeKinds } from './block-code.ts';
import type { ProcedureDraft } from './build-procedure.ts';
import { readProcedureSettings, type SettingsRead } from './procedure-settings.ts';
import { isUse } from './use-step.ts';
import type { YamlFault } from './yaml-block.ts';

export interface DraftRead {
  readonly id: string;
  readonly draft: ProcedureDraft;
  readonly faults: readonly YamlFault[];
}

/** In the order of the page. A draft with faults is only there for its id. `stray` are faults that belong to no procedure. */
export function draftProcedures(sections: readonly Section[]): {
  readonly drafts: readonly DraftRead[];
  readonly stray: readonly YamlFault[];
} {
  const groups: { readonly head: Section; readonly members: Section[] }[] = [];
  const open: (typeof groups)[number][] = [];
  for (const section of sections) {
    while ((open.at(-1)?.head.depth ?? 0) >= section.depth && open.length > 0) open.pop();
    if (
      beginsProcedure(
        section,
        open.some(({ head }) => head.settings !== undefined),
      )
    ) {
      const group = { head: section, members: [section] };
      groups.push(group);
      open.push(group);
    } else open.at(-1)?.members.push(section);
  }
  const seen = new Map<string, number>();
  const drafts = groups.map(({ head, members }) => draftOf(head, members, seen));
  return { drafts, stray: aboveHeadings(sections) };
}

function beginsProcedure(section: Section, isInside: boolean): boolean {
  if (section.depth === 0) return false;
  return section.settings !== undefined || (!isInside && section.items.some(isMeantToRun));
}

// A misspelt `target` has to be told, not passed over.
function isMeantToRun(item: Section['items'][number]): boolean {
  if (item.kind !== 'fence') return false;
  if (isUse(item)) return true;
  const { attributes, language } = item.info;
  if (attributes.some(({ name }) => name === 'target')) return true;
  return codeKinds.has(language) && strandedAttributes(item.info).length > 0;
}

function aboveHeadings(sections: readonly Section[]): YamlFault[] {
  return sections.flatMap((section) => {
    if (section.depth > 0 || (!section.items.some(isMeantToRun) && section.settings === undefined)) return [];
    const line = section.settings?.line ?? section.items[0]?.line ?? section.line;
    return [
      { line, say: 'This stands above every heading, so no procedure holds it', hint: 'Put a heading above it.' },
    ];
  });
}

function draftOf(head: Section, members: readonly Section[], seen: Map<string, number>): DraftRead {
  const read: SettingsRead =
    head.settings === undefined
      ? { ok: true, settings: { params: [] } }
      : readProcedureSettings(head.settings.text, head.settings.line + 1);
  const id = (read.ok ? read.settings.id : read.id) ?? slug(head.title);
  const faults = [...(read.ok ? [] : read.faults), ...strayBlocks(members), ...idFaults(id, head, seen)];
  const draft: ProcedureDraft = {
    id,
    title: head.title,
    purpose: head.purpose,
    line: head.line,
    settings: read.ok ? read.settings : { params: [] },
    items: members.flatMap((member) => (member === head ? member.items : introduced(member))),
  };
  return { id, draft, faults };
}

// Below a deeper heading, the first words belong to the first step; without any, the heading itself introduces it.
function introduced({ title, purpose, items }: Section): Section['items'] {
  return items.map((item, index) => {
    const words = [index === 0 ? purpose.replaceAll('\n', ' ') : '', item.words]
      .filter((part) => part !== '')
      .join(' ');
    return { ...item, words: words === '' && index === 0 ? title : words };
  });
}

function strayBlocks(members: readonly Section[]): YamlFault[] {
  return members.flatMap(({ strayBlocks: lines }) =>
    lines.map((line) => {
      const hint = 'Keep one settings block, right under the heading.';
      return { line, say: 'This settings block comes after a step, or is the second one of its heading', hint };
    }),
  );
}

function idFaults(id: string, head: Section, seen: Map<string, number>): YamlFault[] {
  const line = head.settings?.line ?? head.line;
  if (id === '') {
    return [{ line, say: 'No id can be made from this heading', hint: 'Give it one: id: … in a procedure block.' }];
  }
  const before = seen.get(id);
  if (before === undefined) {
    seen.set(id, head.line);
    return [];
  }
  const hint = 'Give one of them another id in its procedure block.';
  return [{ line, say: `The id \`${id}\` is already that of the procedure on line ${before}`, hint }];
}

// "Step 2: Put the code back" is called put-the-code-back.
function slug(title: string): string {
  return title
    .replace(/^\s*(?:step\s+)?\d+(?:\.\d+)*[.:)]\s+/i, '')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
