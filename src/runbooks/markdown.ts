// Markdown as pages use it: CommonMark, tables, task lists, front matter. Bare addresses stay text: to find them takes a third of the
// whole time, and nothing here follows a link.

import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';

// The names of micromark-extension-gfm-autolink-literal 2.1; a test notices when they change.
const bareAddresses = ['wwwAutolink', 'protocolAutolink', 'emailAutolink'];

export const markdown = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(withoutBareAddresses)
  .use(remarkFrontmatter, ['yaml', 'toml']);

function withoutBareAddresses(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: bareAddresses } }];
  // Of the extensions, only theirs walks the whole tree again at the end.
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? [])
    .flat()
    .filter(({ transforms }) => transforms === undefined || transforms === null);
}
