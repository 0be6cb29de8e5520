// What one line of a page is to a container that CommonMark does not know: MkDocs, MyST, Docusaurus, Hugo, Jekyll and HTML wrappers.

import { withoutTags } from './html.ts';

export type ContainerLine =
  /** Its content is indented by four. https://squidfunk.github.io/mkdocs-material/reference/admonitions/ */
  | { readonly kind: 'indents'; readonly title: string; readonly isTab: boolean }
  /** Open until its own closing line. */
  | { readonly kind: 'opens'; readonly by: ContainerEnd; readonly title: string; readonly isTab: boolean }
  | { readonly kind: 'closes'; readonly by: ContainerEnd }
  /** A shortcode that holds code. */
  | { readonly kind: 'highlight'; readonly info: string; readonly end: string }
  /** What stands here is in another file. */
  | { readonly kind: 'includes' }
  /** Only furniture: a table of contents, a wrapper. */
  | { readonly kind: 'furniture'; readonly words: string };

export type ContainerEnd = 'colons' | 'slashes' | 'tag' | 'shortcode';

const admonition = /^\s*(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)(?:[ \t]+[\w-]+)*((?:[ \t]+"[^"]*")?)[ \t]*$/;
const tab = /^\s*===[!+]?[ \t]+(["'])(.+)\1[ \t]*$/;
const colons = /^\s*(:{3,}|\/{3})[ \t]*(.*)$/;
const directive = /^\{?([A-Za-z][\w:-]*)\}?[ \t]*(?:\[(.*)\]|\|?[ \t]*(.*))$/;
const shortcode = /^\s*\{\{[<%][ \t]*(\/?)[ \t]*([\w./-]+)([^{}]*)[>%]\}\}[ \t]*$/;
const liquid = /^\s*\{%-?[ \t]*(end)?([\w-]+)([^{}]*)%\}[ \t]*$/;
const contents = /^\s*(?:\[\[?_?toc_?\]\]?|\{:[^{}]*\}|\[\[_TOSP_\]\])[ \t]*$/i;
const snippet = /^\s*-{1,2}8<-{1,2}(?:\s|$)/;
const wrapper = /^\s*(?:<\/?(?:details|summary|div|section|center|tabs|tabitem)\b[^<>]*>\s*)+$/i;
const summary = /^\s*(?:<details\b[^<>]*>\s*)?<summary\b/i;
const includers =
  /^(?:include|readfile|rawinclude|includecode|include-?markdown|snippet|partial|gist|ghcode|remote-include)/i;

/** Undefined for a line that is what CommonMark takes it for. */
export function containerLine(line: string): ContainerLine | undefined {
  const first = line.trimStart().charAt(0);
  return first === '' ? undefined : readers.get(first)?.(line);
}

/** By the first mark of the line. */
const readers: ReadonlyMap<string, (line: string) => ContainerLine | undefined> = new Map([
  ['!', admonitionLine],
  ['?', admonitionLine],
  ['=', tabLine],
  [':', colonLine],
  ['/', colonLine],
  ['{', (line) => shortcodeLine(line) ?? furniture(line)],
  ['[', furniture],
  ['-', (line) => (snippet.test(line) ? { kind: 'includes' } : undefined)],
  ['<', tagLine],
]);

function tabLine(line: string): ContainerLine | undefined {
  const title = tab.exec(line)?.[2];
  return title === undefined ? undefined : { kind: 'indents', title, isTab: true };
}

function admonitionLine(line: string): ContainerLine | undefined {
  const [, name = '', rest = ''] = admonition.exec(line) ?? [];
  return name === '' ? undefined : { kind: 'indents', title: titled(name, quoted(rest)), isTab: false };
}

function colonLine(line: string): ContainerLine | undefined {
  const match = colons.exec(line);
  if (match === null) return undefined;
  const by = match[1]?.startsWith(':') === true ? 'colons' : 'slashes';
  const rest = (match[2] ?? '').trim();
  if (rest === '') return { kind: 'closes', by };
  const [, name = '', bracketed, plain] = directive.exec(rest) ?? [];
  if (name === '' && by === 'slashes') return undefined;
  if (includers.test(name) || name === 'literalinclude') return { kind: 'includes' };
  const title = titled(name, (bracketed ?? plain ?? '').trim());
  return { kind: 'opens', by, title, isTab: /^tab(?:-item)?$/.test(name) };
}

function shortcodeLine(line: string): ContainerLine | undefined {
  const [, end, name = '', rest = ''] = shortcode.exec(line) ?? liquid.exec(line) ?? [];
  if (name === '') return undefined;
  if (end !== undefined && end !== '') return { kind: 'closes', by: 'shortcode' };
  if (name === 'highlight' || name === 'code-block') {
    return { kind: 'highlight', info: /[\w+#.-]+/.exec(rest)?.[0] ?? '', end: name };
  }
  if (includers.test(name)) return { kind: 'includes' };
  const isTab = /^tab(?:-?item)?$/i.test(name);
  return isTab
    ? { kind: 'opens', by: 'shortcode', title: quoted(rest), isTab }
    : { kind: 'furniture', words: quoted(rest) };
}

function tagLine(line: string): ContainerLine | undefined {
  if (summary.test(line)) return { kind: 'furniture', words: withoutTags(line).trim() };
  if (!wrapper.test(line)) return undefined;
  if (/<\/tabitem\b/i.test(line)) return { kind: 'closes', by: 'tag' };
  if (!/<tabitem\b/i.test(line)) return { kind: 'furniture', words: '' };
  const title = /\blabel=["']([^"']*)/.exec(line)?.[1] ?? /\bvalue=["']([^"']*)/.exec(line)?.[1] ?? '';
  return { kind: 'opens', by: 'tag', title, isTab: true };
}

function furniture(line: string): ContainerLine | undefined {
  return contents.test(line) ? { kind: 'furniture', words: '' } : undefined;
}

/** What a reader is told of a container: its title, else what kind of remark it is. */
export function titled(name: string, title: string): string {
  if (title !== '' || !/^(?:note|tip|hint|info|important|warning|caution|attention|danger|error)$/i.test(name))
    return title;
  return `${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}:`;
}

/** The last line of a block that a shortcode opened. */
export function endsHighlight(line: string, name: string): boolean {
  const [, end, found] = shortcode.exec(line) ?? liquid.exec(line) ?? [];
  return end !== undefined && end !== '' && found === name;
}

function quoted(text: string): string {
  return (/"([^"]*)"/.exec(text)?.[1] ?? '').trim();
}
