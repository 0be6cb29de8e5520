// From the `.http` form to the request as it will be sent: parameters in the path, the headers and the body, each in its own escaping.

import { fillBody } from './http-body.ts';
import type { HttpFile } from './http-file.ts';
import type { ParameterValue } from './model.ts';
import type { HttpRequest } from './planned.ts';
import { CannotFill, fill } from './template.ts';

export type Filled =
  { readonly ok: true; readonly request: HttpRequest } | { readonly ok: false; readonly say: string };

/** The request, or the sentence that says which value cannot be part of it. */
export function fillHttpFile(file: HttpFile, values: ReadonlyMap<string, ParameterValue>): Filled {
  try {
    const headers = Object.fromEntries(file.headers.map(({ name, value }) => [name, headerValue(value, values)]));
    const request = { method: file.method, path: fillPath(file.path, values), headers };
    if (file.body === undefined) return { ok: true, request };
    const body = fillBody(file.body.kind, file.body.text, values);
    if (file.body.kind !== 'json' || hasContentType(file)) return { ok: true, request: { ...request, body } };
    return { ok: true, request: { ...request, headers: { 'Content-Type': 'application/json', ...headers }, body } };
  } catch (thrown) {
    if (thrown instanceof CannotFill) return { ok: false, say: thrown.message };
    throw thrown;
  }
}

function fillPath(template: string, values: ReadonlyMap<string, ParameterValue>): string {
  const query = template.indexOf('?');
  const path = fill(template, values, (value, name, at) => {
    const text = String(value);
    if (text === '' && (query === -1 || at < query)) {
      throw new CannotFill(`\`${name}\` stands in the path of a request and cannot be empty. Give it a value.`);
    }
    // A URL's query may not hold an apostrophe as it is; encoded here, the plan shows what is sent.
    return encodeURIComponent(text).replaceAll("'", '%27');
  });
  // `%2e` counts as a dot: https://url.spec.whatwg.org/#double-dot-path-segment
  if (/\/(\.|%2e){1,2}(?=\/|$)/i.test(path.split('?')[0] ?? '')) {
    throw new CannotFill('A value of `.` or `..` would change the path of a request. Give another value.');
  }
  return path.replace(/[^\u0021-\u007e]+/g, (text) => encodeURIComponent(text));
}

function headerValue(template: string, values: ReadonlyMap<string, ParameterValue>): string {
  return fill(template, values, (value, name) => {
    const text = String(value);
    // What a header may hold: https://www.rfc-editor.org/rfc/rfc9110#section-5.5
    if (/^[\t\u0020-\u007e]*$/.test(text)) return text;
    throw new CannotFill(
      `\`${name}\` stands in a header and may hold plain ASCII characters only, no line breaks. Give another value.`,
    );
  });
}

function hasContentType(file: HttpFile): boolean {
  return file.headers.some(({ name }) => name.toLowerCase() === 'content-type');
}
