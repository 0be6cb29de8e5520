// What the content of a block is when one looks at nothing else: clear signs only, each for the whole block.

import { beginsWithProgram, isRow, isSentence, likeness } from './block-likeness.ts';
import { endOfKeys, isCronLine, isKeyLine, isLogLine, regionAt } from './block-output.ts';
import { startsSql } from './block-sql.ts';
import type { Family } from './block-tag.ts';

const request =
  /^(?:GET\s+(?:\/|https?:|_|\{|<|\S*\/)|(?:HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+[^\s-])\S*(?:\s+HTTP\/[\d.]+)?\s*$/;
const functions =
  'sum|avg|min|max|count|topk|bottomk|quantile|stddev|group|count_values|rate|irate|increase|delta|idelta|deriv|histogram_quantile|predict_linear|absent|absent_over_time|avg_over_time|max_over_time|min_over_time|sum_over_time|changes|resets|label_replace|label_join|clamp_max|clamp_min|sort_desc|time|vector|scalar';
const promqlStart = new RegExp(
  String.raw`^(?:\(*(?:${functions})\s*(?:(?:by|without)\s*\(|\()|\(*[a-z_:][\w:]*\s*\{|\{\s*\w+\s*(?:=|!=|=~|!~)\s*")`,
);
const promqlSign = /\{[^{}]{0,400}?\w\s*(?:=~|!~|!=|=)\s*"|\[\d+(?:ms|[smhdwy])(?::[\w]*)?\]|\b(?:by|without)\s*\(/;
const code: readonly RegExp[] = [
  /^(?:from\s+[\w.]+\s+import\s|import\s+(?:[\w.]+(?:\s+as\s+\w+)?(?:,\s*[\w.]+)*\s*;?$|[{*"']|\w+\s+from\s))/,
  /^(?:async\s+)?def\s+\w+[^:]{0,200}:?|^class\s+\w+[^:{]{0,100}[:{]?$|^@\w+(?:\.\w+)*(?:\(|$)/,
  /^(?:const|let|var)\s+[\w{[]|^(?:query|mutation|subscription)\b[\w\s(:$!,)]{0,200}\{|^(?:export\s+)?(?:async\s+)?function\s*\w*\s*\([^)]{0,200}\)\s*\{|^(?:console|process|require|module|await|return)[\s.(]\S/,
  /^(?:print|puts|pp|p|fmt\.Print\w*|System\.out\.print\w*|echo\s*\$\w+->)\s*\(/,
  /^(?:package|use|using|namespace|#include|public|private|protected|func|fn|impl|struct|interface|type)\s+[\w<"{(]/,
  /^(?:if|for|while|with|try|except|elif|else|finally)\b[^;|]{0,200}:\s*(?:#.*)?$/,
  /^[\w.]+(?:\[[^\]]{0,60}\])?\s+=\s+[^(]{0,200}\(|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\(.{0,300}\)?;?$|^[A-Za-z_]\w*\(.{0,300}\);?$/,
  /^(?:[A-Z][a-z]+-[A-Z]\w+|\$[A-Za-z_]\w*\s+=|param\s*\()/,
];
// The first words of blocks in HCL, nginx and HAProxy.
const blocks =
  /^(?:resource|data|variable|output|module|provider|terraform|locals|job|group|task|server|location|upstream|http|events|frontend|backend|defaults|stream|map)\b[^;|$]{0,200}\{$/;

/** The kind of a text that holds no certain command, when its signs are clear. `X=1` alone is shell where a shell was said. */
export function contentOf(lines: readonly string[], said: Family | undefined): Family | undefined {
  const filled = lines.map((line) => line.slice(0, 2_000).trim()).filter((line) => line !== '');
  const body = filled.filter((line) => !/^(?:#(?!include\b)|\/\/|--\s|\/\*|\*(?:\s+[A-Za-z@]|\/\s*$|$))/.test(line));
  const [first] = body;
  if (first === undefined) return undefined;
  if (isJson(lines, body)) return 'config';
  if (
    said !== 'sh' &&
    said !== 'code' &&
    body.some((line) => /^[A-Za-z_]\w*=\S/.test(line)) &&
    body.every(isSettingLine)
  )
    return 'config';
  if (request.test(first) || /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+\S+\s+HTTP\/[\d.]+$/.test(first))
    return 'http';
  if (startsSql(body.join('\n'))) return 'sql';
  if (isRedis(body)) return 'code';
  if (isPromql(body)) return 'promql';
  if (body.every(isCronLine)) return 'config';
  if (isStrongCode(first) && (said !== 'sh' || isCode(body))) return 'code';
  if (isLog(body, said) || body.every(isSample)) return 'output';
  if (isConfig(lines, body)) return 'config';
  // A list is for a person, whatever stands in it.
  if (
    body.filter((line) => isSentence(line)).length * 2 > body.length ||
    body.every((line) => /^(?:[-*•]|\d{1,3}[.)]) \S/.test(line))
  )
    return 'text';
  if (isPrinted(body, said)) return 'output';
  if (isCode(body)) return 'code';
  return said !== 'code' && body.every((line) => /^[A-Za-z_][\w.-]*\s+=\s+[^()]{1,400}$/.test(line))
    ? 'config'
    : undefined;
}

const redis =
  /^(?:FLUSHALL|FLUSHDB|KEYS|DEL|UNLINK|SCAN|INFO|DBSIZE|CONFIG|CLIENT|SLOWLOG|MONITOR|BGSAVE|DEBUG|SHUTDOWN|REPLICAOF|SLAVEOF|GET|SET|HGETALL|HDEL|LRANGE|LTRIM|SMEMBERS|SREM|ZRANGE|ZREM|TTL|EXPIRE|MEMORY|CLUSTER|ACL|TYPE|PING)(?:\s+[^\s/]\S*)*$/;

/** Lines as they are typed into Redis, in capitals. */
export function isRedis(body: readonly string[]): boolean {
  return body.length > 0 && body.every((line) => redis.test(line.trim()));
}

/** A line of an environment file or of an INI file. */
function isSettingLine(line: string): boolean {
  return (
    /^(?:[A-Z_][A-Z\d_]*=(?:[^`$(]|\$\{|\$(?!\())*$|\[[\w. -]{1,60}\]$|[\w.-]+\s*=\s*[^`$]*$)/.test(
      line.slice(0, 400),
    ) && likeness(line) !== 'certain'
  );
}

function isJson(lines: readonly string[], body: readonly string[]): boolean {
  const [first = ''] = body;
  if (!/^[{[]/.test(first)) return false;
  const start = lines.findIndex((line) => line.trim().startsWith(first.slice(0, 1)));
  const rest = lines.slice(start).filter((line) => line.trim() !== '');
  const region = regionAt(rest, 0, false);
  return region !== undefined && region.what === 'data' && region.end >= rest.length;
}

function isPromql(body: readonly string[]): boolean {
  const text = body.join('\n').slice(0, 4_000);
  const isQuery = promqlStart.test(body[0] ?? '') || promqlSign.test(body[0] ?? '');
  if (!isQuery || !promqlSign.test(text)) return false;
  return (
    !body.every(isSample) &&
    body.every((line) => /^(?:and|or|unless|on|by|without|ignoring)\b/.test(line) || likeness(line) === 'none') &&
    body.every((line) => !isKeyLine(line) && !/^[|$]/.test(line))
  );
}

// Where a fence says that these are commands, each line has to be something else.
function isLog(body: readonly string[], said: Family | undefined): boolean {
  if (said === 'sh' && body.some((line) => likeness(line) !== 'none')) return false;
  return body.filter(isLogLine).length * 2 > body.length;
}

function isPrinted(body: readonly string[], said: Family | undefined): boolean {
  const looked = said === 'sh' ? body : body.slice(0, 1);
  return looked.every(
    (line) => (isRow(line) && !beginsWithProgram(line)) || regionAt([line], 0, true)?.what === 'output',
  );
}

// A sample of a metric has its value behind it: `up{job="shop"} 1`.
function isSample(line: string): boolean {
  return /^[a-z_:][\w:]*(?:\{[^{}]*\})?\s+[\d.eE+-]+(?:\s+\d+)?$/.test(line);
}

function isConfig(lines: readonly string[], body: readonly string[]): boolean {
  const [first = ''] = body;
  if (/^(?:---|<\?xml\b|%YAML\b|<!DOCTYPE)/.test(first)) return true;
  if (/^<\w[^>]*>/.test(first) && body.some((line) => /<\/\w|\/>/.test(line))) return true;
  const isIni =
    /^\[[A-Za-z][\w. :"-]{0,80}\]{1,2}$/.test(first) && body.slice(1).every((line) => /^[\w.-]+\s*=|^\[/.test(line));
  if (isIni || /^apiVersion:|^kind:/.test(first)) return true;
  if (first.startsWith('FROM ') && body.slice(1).every((line) => /^[A-Z]+\s|^\s|&&|\\$/.test(line))) return true;
  const isNested = body.some((line) => line.endsWith('{')) && body.some((line) => line.startsWith('}'));
  if (isNested && blocks.test(first)) return true;
  return isYaml(lines);
}

// From the first key on, everything belongs to keys; comments and empty lines aside.
function isYaml(lines: readonly string[]): boolean {
  let keys = 0;
  for (let at = 0; at < lines.length;) {
    const text = (lines[at] ?? '').trim();
    const isAside = text === '' || /^(?:#|\/\/|-{3}$)/.test(text);
    const isKey = /^(?:- )?["']?[\w./-]+["']?:(?:\s|$)/.test(text);
    if (!isAside && !isKey && !(text.startsWith('- ') && likeness(text.slice(2)) !== 'certain')) return false;
    if (isKey) keys += 1;
    at = isKey ? endOfKeys(lines, at, true) : at + 1;
  }
  return keys > 0;
}

function isStrongCode(line: string): boolean {
  return code.slice(0, 4).some((pattern) => pattern.test(line)) && likeness(line) !== 'certain';
}

function isCode(body: readonly string[]): boolean {
  return body.filter((line) => code.some((pattern) => pattern.test(line))).length * 2 > body.length;
}
