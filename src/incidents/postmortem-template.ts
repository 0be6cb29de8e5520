// The post-mortem's template: Markdown with places in double braces. `{{write:name}}` is a section that people write; everything else
// is filled with facts. A team may replace it by a file of its own.

/** The facts that a template may ask for. */
export const factPlaces = [
  'title',
  'name',
  'facts',
  'timeline',
  'picture',
  'faults',
  'downtime',
  'resolution',
  'action-items',
  'updates',
  'runs',
] as const;
export type FactPlace = (typeof factPlaces)[number];

export const usualTemplate = `# Post-mortem: {{title}}

{{facts}}

## Summary

{{write:summary}}

## Timeline

{{picture}}

{{timeline}}

{{faults}}

## Root cause

{{write:root-cause}}

## Impact

- Users affected: {{write:users-affected}}
- Downtime: {{downtime}}
- Data loss: {{write:data-loss}}

## Resolution

{{resolution}}

{{write:resolution-details}}

## What ran

{{runs}}

## Updates

{{updates}}

## Lessons learned

### Went well

{{write:went-well}}

### Went poorly

{{write:went-poorly}}

### Got lucky

{{write:got-lucky}}

## Action items

{{action-items}}
`;

const place = /\{\{\s*(write:)?([a-z][a-z0-9-]*)\s*\}\}/g;

export interface Section {
  /** `root-cause`. */
  readonly name: string;
  /** "Root cause". */
  readonly title: string;
}

/** The sections that people write, in the template's order. */
export function sectionsOf(template: string): Section[] {
  const names = [...template.matchAll(place)].flatMap(([, write, name = '']) => (write === undefined ? [] : [name]));
  return [...new Set(names)].map((name) => ({ name, title: titleOf(name) }));
}

function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Sentences about what a template asks for and nobody knows. */
export function problemsOf(template: string): string[] {
  const known = new Set<string>(factPlaces);
  const unknown = [...template.matchAll(place)].flatMap(([, write, name = '']) =>
    write === undefined && !known.has(name) ? [name] : [],
  );
  return [...new Set(unknown)].map(
    (name) =>
      `The post-mortem template asks for {{${name}}}, which is none of: ${factPlaces.join(', ')}. For a text that people write say {{write:${name}}}.`,
  );
}

/** A place of a fact that nobody fills is left empty; a section that nobody wrote stays a visible blank. */
export function fillTemplate(
  template: string,
  facts: Readonly<Partial<Record<FactPlace, string>>>,
  written: Readonly<Record<string, string>>,
): string {
  const known = new Map<string, string>(Object.entries(facts));
  const words = new Map(Object.entries(written));
  const filled = template.replaceAll(place, (_whole, write: string | undefined, name: string) =>
    write === undefined ? (known.get(name) ?? '') : (words.get(name) ?? blank),
  );
  return `${filled.replaceAll(/\n{3,}/g, '\n\n').trim()}\n`;
}

export const blank = '_Nobody has written this yet._';
