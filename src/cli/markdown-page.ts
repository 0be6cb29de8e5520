// Markdown as one HTML page that needs nothing else, by day and by night. HTML inside the Markdown stays text, links lead to the web or
// to files beside the page only, and the page may load nothing but pictures.

import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const style = `
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --rule: #d0d0d0; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --paper: #161616; --rule: #444; --link: #8ab8ff; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--rule); }
a { color: var(--link); }
img { max-width: 100%; height: auto; background: #fff; }
table { border-collapse: collapse; }
td, th { border-top: 1px solid var(--rule); padding: 0.25rem 1rem 0.25rem 0; text-align: left; vertical-align: top; }
thead:not(:has(th:not(:empty))) { display: none; }
li:has(> input) { list-style: none; margin-left: -1.2rem; }
`.trim();

export function markdownPage(title: string, markdown: string): string {
  const body = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file: https:">
<title>${escapeHtml(title)}</title>
<style>
${style}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
