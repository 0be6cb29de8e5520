// The frame of a page of the site: by day and by night, from a phone's width on, and nothing that is fetched from elsewhere.

export interface SiteLink {
  readonly title: string;
  readonly href: string;
  readonly isHere: boolean;
}

export interface SiteGroup {
  readonly title: string;
  readonly links: readonly SiteLink[];
}

const style = `
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #5a5a5a; --paper: #fff; --rule: #d8d8d8; --link: #0b57a4; --code: #f4f4f2; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --soft: #a3a3a3; --paper: #161616; --rule: #3d3d3d; --link: #8ab8ff; --code: #222; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
.top { display: flex; justify-content: space-between; padding: 0.75rem 1rem; border-bottom: 1px solid var(--rule); }
.top a:first-child { font-weight: 600; color: inherit; text-decoration: none; }
main, nav { padding: 1rem; min-width: 0; }
main { max-width: 52rem; }
nav { border-top: 1px solid var(--rule); font-size: 0.95rem; }
nav ul { list-style: none; margin: 0.25rem 0 1rem; padding: 0; }
nav a { display: block; padding: 0.15rem 0; color: inherit; text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav a[aria-current] { color: var(--link); font-weight: 600; }
summary { color: var(--soft); cursor: pointer; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--rule); }
main a { color: var(--link); }
img { max-width: 100%; height: auto; background: #fff; }
code { font: 0.9em/1.5 ui-monospace, monospace; background: var(--code); padding: 0.1em 0.25em; border-radius: 3px; }
pre { background: var(--code); padding: 0.75rem 1rem; overflow-x: auto; }
pre code { padding: 0; background: none; }
table { display: block; overflow-x: auto; border-collapse: collapse; }
td, th { border-top: 1px solid var(--rule); padding: 0.35rem 1rem 0.35rem 0; text-align: left; vertical-align: top; min-width: 6rem; }
@media (min-width: 60rem) {
  .page { display: grid; grid-template-columns: 16rem minmax(0, 1fr); gap: 2rem; max-width: 76rem; margin: 0 auto; }
  nav { grid-column: 1; grid-row: 1; border: 0; }
  .to-pages { display: none; } }
`.trim();

export function siteHtml(page: {
  readonly title: string;
  readonly home: string;
  readonly groups: readonly SiteGroup[];
  readonly body: string;
}): string {
  const title = escapeHtml(page.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:">
<title>${title === 'Opsbook' ? title : `${title} · Opsbook`}</title>
<style>
${style}
</style>
</head>
<body>
<header class="top"><a href="${escapeHtml(page.home)}">Opsbook</a><a class="to-pages" href="#pages">All pages</a></header>
<div class="page">
<main>
${page.body}
</main>
<nav id="pages" aria-label="Pages">
${page.groups.map(groupHtml).join('\n')}
</nav>
</div>
</body>
</html>
`;
}

function groupHtml({ title, links }: SiteGroup, index: number): string {
  const isOpen = index < 2 || links.some(({ isHere }) => isHere);
  const items = links.map(
    (link) =>
      `<li><a href="${escapeHtml(link.href)}"${link.isHere ? ' aria-current="page"' : ''}>${escapeHtml(link.title)}</a></li>`,
  );
  return `<details${isOpen ? ' open' : ''}><summary>${escapeHtml(title)}</summary><ul>\n${items.join('\n')}\n</ul></details>`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
