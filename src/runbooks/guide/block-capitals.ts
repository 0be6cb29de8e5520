// Words in capitals that clearly stand for a value: `-n NAMESPACE`, `pod/POD_NAME`. `HEALTH_WARN` and `PATH=x` do not.

import type { ShellWord, SimpleCommand } from './block-commands.ts';
import type { Found } from './block-filling.ts';

const nouns =
  'ACCOUNT|ADDRESS|AMOUNT|APP|ARN|BACKUP|BRANCH|BUCKET|CLUSTER|COMMIT|CONTAINER|CONTEXT|COUNT|DATABASE|DATE|DB|DEPLOYMENT|DIR|DIRECTORY|DISK|DOMAIN|EMAIL|ENDPOINT|ENV|ENVIRONMENT|FILE|FILENAME|FOLDER|GROUP|HASH|HOST|HOSTNAME|ID|IMAGE|INDEX|INSTANCE|INTERFACE|IP|JOB|KEY|NAME|NAMESPACE|NODE|NUMBER|ORG|PASSWORD|PATH|PID|POD|PORT|PROFILE|PROJECT|PVC|QUEUE|REGION|RELEASE|REPLICA|REPLICAS|REPO|RESOURCE|REVISION|ROLE|SECRET|SERVER|SERVICE|SHA|SNAPSHOT|SUBSCRIPTION|TABLE|TAG|TENANT|TIMESTAMP|TOKEN|TOPIC|TYPE|URI|URL|USER|USERNAME|UUID|VALUE|VERSION|VM|VOLUME|ZONE';
const compound = new RegExp(String.raw`^(?:[A-Z][A-Z\d]*_)+(?:${nouns})S?$`);
const single = new RegExp(String.raw`^(?:${nouns})$`);
const last = new RegExp(String.raw`(?:^|[/:=@.-])((?:[A-Z][A-Z\d]*[_-])*(?:${nouns}))(?=$|[/:@.])`);
// In these, words in capitals are what is looked for, or names of variables.
const literal =
  /^(?:e?grep|fgrep|rg|zgrep|ag|awk|sed|echo|printf|export|unset|env|printenv|declare|local|readonly|read|ceph|test|\[|\[\[|trap|kill|pkill|redis-cli|psql|mysql|set|dpkg|make|let|return|journalctl)$/;
const aboutVariables = /^(?:-e|--env|--build-arg|-v|--set|--from-literal|-D\w*)$/;

export function capitalWords(commands: readonly SimpleCommand[]): readonly Found[] {
  return commands.flatMap(({ words }) => {
    const [name, ...args] = words;
    const base = name?.text.split('/').at(-1) ?? '';
    const isAboutVariables = args.some(({ text }) =>
      /^(?:secrets?|config|env|variables?|vars?|setenv)(?:[:=]|$)/.test(text),
    );
    if (literal.test(base) || isAboutVariables) return [];
    return args.flatMap((word, index) => placeIn(word, args[index - 1]));
  });
}

function placeIn(word: ShellWord, before: ShellWord | undefined): readonly Found[] {
  const { raw, start } = word;
  if (raw.length > 120 || /["'$`\\]/.test(raw) || (before !== undefined && aboutVariables.test(before.text))) return [];
  if (compound.test(raw)) return [{ text: raw, at: start }];
  const isValue = before !== undefined && /^--?[a-z][\w-]*$/.test(before.text);
  if (isValue && single.test(raw)) return [{ text: raw, at: start }];
  // `--region=REGION`, `pod/NAME`; `KEY=value` sets something.
  const inner = /^(?:--?[a-z][\w-]*=|[a-z][\w.-]*[/:])/.test(raw) ? last.exec(raw) : null;
  return inner === null
    ? []
    : [{ text: inner[1] ?? '', at: start + inner.index + inner[0].length - (inner[1] ?? '').length }];
}
