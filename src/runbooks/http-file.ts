// A request in `.http` form: request line, headers, blank line, body. The host is the target's and can never be written here.

import { bodyKindOf, bodyFault, type BodyKind } from './http-body.ts';
import { namesIn, strayBraces } from './template.ts';

export interface HttpFile {
  readonly method: string;
  /** With `{{name}}` still in it; begins with `/`. */
  readonly path: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body?: { readonly kind: BodyKind; readonly text: string };
  readonly names: readonly { readonly name: string; readonly line: number }[];
}

export type HttpFileRead =
  | { readonly ok: true; readonly file: HttpFile }
  /** `line` counts from 1 inside the text. */
  | { readonly ok: false; readonly line: number; readonly say: string; readonly hint: string };

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const template = /\{\{[^{}\n]*\}\}/g;
// The transport sets these itself; set by hand they can split or misroute a request: https://www.rfc-editor.org/rfc/rfc9112#section-11.2
const transportHeaders = [
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'expect',
  'te',
  'trailer',
];

/** Reads a block's text; what is wrong with it is told with its line. */
export function parseHttpFile(text: string): HttpFileRead {
  const lines = text.split('\n');
  let at = lines.findIndex((line) => line.trim() !== '' && !/^\s*(#|\/\/)/.test(line));
  if (at === -1) return fault(1, 'the block holds no request', 'Begin with a line such as GET /health.');
  const separator = lines.findIndex((line) => line.startsWith('###'));
  if (separator > at) {
    return fault(separator + 1, 'the block holds more than one request', 'Give each request a block of its own.');
  }
  const first = at + 1;
  let line = (lines[at] ?? '').trim();
  for (at += 1; /^\s+[?&]/.test(lines[at] ?? ''); at += 1) line += (lines[at] ?? '').trim();
  const request = requestLine(line, first);
  if (!request.ok) return request;
  const headers: { name: string; value: string; line: number }[] = [];
  for (; at < lines.length && (lines[at] ?? '').trim() !== ''; at += 1) {
    const read = header(lines[at] ?? '', at + 1);
    if (!read.ok) return read;
    if (headers.some(({ name }) => name.toLowerCase() === read.name.toLowerCase())) {
      return fault(at + 1, `the header \`${read.name}\` stands twice`, 'Write each header once.');
    }
    headers.push({ name: read.name, value: read.value, line: at + 1 });
  }
  return withBody(request, headers, lines, at + 1);
}

interface RequestLine {
  readonly ok: true;
  readonly method: string;
  readonly path: string;
  readonly line: number;
}

function withBody(
  request: RequestLine,
  headers: { name: string; value: string; line: number }[],
  lines: readonly string[],
  from: number,
): HttpFileRead {
  const bodyText = lines.slice(from).join('\n').trimEnd();
  const kind = bodyKindOf(headers, bodyText);
  const places = [
    { text: request.path, line: request.line },
    ...headers.map(({ value, line }) => ({ text: value, line })),
    ...bodyText.split('\n').map((text, index) => ({ text, line: from + 1 + index })),
  ];
  for (const { text, line } of places) {
    const wrong = strayBraces(text);
    if (wrong) return fault(line, '`{{` has to be followed by the name of a parameter and `}}`', 'Write {{name}}.');
    if (/\$\{\w+\}/.test(text)) {
      return fault(line, '`${NAME}` is not filled in inside a block', "Put it into the target's headers.");
    }
  }
  const wrong = bodyText === '' ? undefined : bodyFault(kind, bodyText);
  if (wrong !== undefined) return fault(from + 1, wrong.say, wrong.hint);
  const file: HttpFile = {
    method: request.method,
    path: request.path,
    headers: headers.map(({ name, value }) => ({ name, value })),
    names: places.flatMap(({ text, line }) => namesIn(text).map((name) => ({ name, line }))),
  };
  return { ok: true, file: bodyText === '' ? file : { ...file, body: { kind, text: bodyText } } };
}

function requestLine(text: string, line: number): RequestLine | (HttpFileRead & { ok: false }) {
  // Blanks inside the braces would otherwise look like the end of the path.
  const closed = text.replace(template, (found) => found.replace(/\s+/g, ''));
  const [method = '', path = '', version = '', ...rest] = closed.split(/\s+/);
  if (!methods.includes(method)) {
    return fault(line, `\`${method.slice(0, 40)}\` is no HTTP method`, `Begin with one of ${methods.join(', ')}.`);
  }
  if (rest.length > 0 || !/^(HTTP\/\d(\.\d)?)?$/.test(version)) {
    return fault(line, 'the path holds a space', 'Write %20 in its place.');
  }
  if (!path.startsWith('/') || path.startsWith('//')) {
    return fault(line, 'the path has to begin with one `/`', "Leave out the host: it is the target's address.");
  }
  if (path.includes('\\') || path.includes('#')) {
    return fault(line, 'the path holds `\\` or `#`', 'Write %5C or %23 in its place.');
  }
  if (/\/(\.|%2e){1,2}(?=[/?]|$)/i.test(path)) {
    return fault(line, 'the path goes up or stays with `.` or `..`', 'Write the path it means.');
  }
  return { ok: true, method, path, line };
}

type HeaderRead = { readonly ok: true; readonly name: string; readonly value: string } | (HttpFileRead & { ok: false });

function header(text: string, line: number): HeaderRead {
  const match = /^([^:]*):(.*)$/.exec(text);
  const name = match?.[1]?.trim() ?? '';
  if (name.includes('{{')) {
    return fault(line, 'a header name cannot be a parameter', 'Use the parameter in the value.');
  }
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) {
    return fault(line, 'this line is no header', 'Write Name: value, and an empty line before the body.');
  }
  if (transportHeaders.includes(name.toLowerCase())) {
    return fault(line, `the header \`${name}\` cannot be set`, "Remove it; the host is the target's.");
  }
  return { ok: true, name, value: match?.[2]?.trim() ?? '' };
}

function fault(line: number, say: string, hint: string): HttpFileRead & { ok: false } {
  return { ok: false, line, say, hint };
}
