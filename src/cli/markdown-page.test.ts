// Markdown as a page: what is written is shown, and nothing that is written acts.

import { expect, test } from 'vitest';
import { draftPostmortem } from '../incidents/postmortem.ts';
import { usualTemplate } from '../incidents/postmortem-template.ts';
import { sampleView } from '../../test/support/sample-view.ts';
import { markdownPage } from './markdown-page.ts';

test('a post-mortem is the page that it was', async () => {
  const markdown = draftPostmortem(
    {
      ...sampleView,
      template: usualTemplate,
      timezone: 'Europe/Berlin',
      written: { 'root-cause': 'A cron job kept its <b>logs</b>.' },
      linkTo: (channel, ts) => `https://slack.example/${channel}/${ts}`,
      nameOfPerson: (person) => person,
      picture: { kind: 'file', name: 'timeline.png' },
    },
    new Date('2026-03-01T15:00:00Z'),
  );
  const page = markdownPage(sampleView.incident.title, markdown);
  await expect(page).toMatchFileSnapshot('../../test/fixtures/postmortem.html');
  expect(page).toContain('&lt;b&gt;logs&lt;/b&gt;');
});

test.each([
  ['a tag', '<script>alert(1)</script>', /<script/i],
  ['an inline tag', 'a <img src=x onerror=alert(1)> b', /<img/i],
  ['a comment', '<!-- hidden -->', /<!--/],
  ['a link that runs', '[x](javascript:alert(1))', /javascript:/i],
  ['a link with a turned case', '[x](JaVaScRiPt:alert(1))', /javascript:/i],
  ['a reference that runs', '[x][y]\n\n[y]: vbscript:x', /href="vbscript/i],
  ['a picture of data', '![x](data:image/svg+xml;base64,AAAA)', /data:image/],
  ['an attribute', '[x](https://e.example "a\\" onclick=\\"b")', /" onclick="/],
])('%s does nothing', (_name, markdown, forbidden) => {
  const [, body = ''] = /<body>([^]*)<\/body>/.exec(markdownPage('t', markdown)) ?? [];
  expect(body).not.toMatch(forbidden);
  expect(body.trim()).not.toBe('');
});

test('a title cannot leave its place', () => {
  expect(markdownPage('</title><script>', 'x')).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>');
});
