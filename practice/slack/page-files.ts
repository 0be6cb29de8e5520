// Serves the browser page. Its script is bundled in memory at the first request and kept.

import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';

const folder = new URL('./page/', import.meta.url);
let bundled: Promise<string> | undefined;

export async function servePageFile(response: ServerResponse, path: string): Promise<void> {
  const sheet = /^\/page\/([\w-]+\.css)$/.exec(path)?.[1];
  if (sheet !== undefined) return sendFile(response, sheet, 'text/css; charset=utf-8');
  if (path === '/') return sendFile(response, 'index.html', 'text/html; charset=utf-8');
  if (path === '/page/page.js') {
    bundled ??= bundle().catch((thrown: unknown) => {
      bundled = undefined;
      throw thrown;
    });
    return send(response, await bundled, 'text/javascript; charset=utf-8');
  }
  // Permalinks point at this server; the page is where they are read.
  if (path.startsWith('/archives/')) response.writeHead(302, { location: '/' }).end();
  else response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here. Open / instead.');
}

async function sendFile(response: ServerResponse, name: string, type: string): Promise<void> {
  const content = await readFile(new URL(name, folder), 'utf8').catch(() => undefined);
  if (content === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end(`The page has no ${name}.`);
  else send(response, content, type);
}

function send(response: ServerResponse, content: string, type: string): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(content);
}

async function bundle(): Promise<string> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', folder))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
