// Markdown as pages use it: CommonMark, tables, task lists, front matter. Bare addresses stay text: to look for them at every word takes
// a third of the whole time, and nothing here follows a link.

import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Data, type Processor, unified } from 'unified';

// The names of micromark-extension-gfm-autolink-literal 2.1; a test notices when they change.
const bareAddresses = new Set(['wwwAutolink', 'protocolAutolink', 'emailAutolink']);

type Extension = NonNullable<Data['micromarkExtensions']>[number];
type Constructs = NonNullable<Extension['text']>;

export const markdown = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(withoutBareAddresses)
  .use(remarkFrontmatter, ['yaml', 'toml']);

function withoutBareAddresses(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = (data.micromarkExtensions ?? []).map(unlinked);
  // Of the extensions, only theirs walks the whole tree again at the end.
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? [])
    .flat()
    .filter(({ transforms }) => transforms === undefined || transforms === null);
}

/** Taken out rather than disabled: a disabled construct is still tried at every letter it may begin with. */
function unlinked(extension: Extension): Extension {
  return { ...extension, text: without(extension.text ?? {}) };
}

function without(all: Constructs): Constructs {
  return Object.fromEntries(
    Object.entries(all).flatMap(([letter, constructs]) => {
      const wanted = [constructs ?? []].flat().filter(({ name }) => name === undefined || !bareAddresses.has(name));
      return wanted.length === 0 ? [] : [[letter, wanted]];
    }),
  );
}
