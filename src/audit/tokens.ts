// Where a text holds something that looks like a secret, whoever declared it or not. Each pattern either cannot fail after a long
// run of characters or may begin only where such a run begins, so that hostile text costs linear time.

export interface Span {
  readonly from: number;
  readonly to: number;
}

// The group named `secret` is hidden, or the whole match where there is none.
const patterns: readonly RegExp[] = [
  // https://docs.slack.dev/authentication/tokens
  /(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]{8,}/g,
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Za-z0-9/_-]{8,})/g,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  /aws_secret_access_key["']?\s{0,4}[=:]\s{0,4}["']?(?<secret>[A-Za-z0-9/+]{40})/gi,
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  /gh[pousr]_[A-Za-z0-9]{20,}/g,
  /github_pat_[A-Za-z0-9_]{20,}/g,
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  /glpat-[A-Za-z0-9_-]{20,}/g,
  // https://docs.cloud.google.com/docs/authentication/api-keys and the access tokens of its OAuth
  /AIza[A-Za-z0-9_-]{35}/g,
  /ya29\.[A-Za-z0-9_-]{20,}/g,
  // https://docs.stripe.com/keys
  /(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/g,
  // https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/
  /npm_[A-Za-z0-9]{36}/g,
  // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
  /SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}/g,
  // https://developer.hashicorp.com/vault/docs/concepts/tokens#token-prefixes
  /(?<![A-Za-z0-9])hv[sbr]\.[A-Za-z0-9_-]{20,}/g,
  // https://docs.pypi.org/api/secrets/, https://docs.digitalocean.com/reference/api/, https://docs.docker.com/security/access-tokens/
  /pypi-[A-Za-z0-9_-]{50,}/g,
  /do[opr]_v1_[a-f0-9]{64}/g,
  /dckr_pat_[A-Za-z0-9_-]{20,}/g,
  // Keys of language models' services
  /(?<![A-Za-z0-9_-])sk-[A-Za-z0-9_-]{32,}/g,
  // https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
  /AccountKey=(?<secret>[A-Za-z0-9+/=]{40,})/g,
  // https://age-encryption.org/v1
  /AGE-SECRET-KEY-1[0-9A-Z]{58}/g,
  // Headers of their own, and JSON that a system prints
  /(?:x-api-key|x-auth-token|private-token)["']?\s{0,4}[:=]\s{0,4}["']?(?<secret>[^\s"'<${][^\s"']{5,})/gi,
  /["'](?:password|passwd|client_secret|access_token|refresh_token|api_?key|secret_?key)\\?["']\s{0,4}:\s{0,4}\\?["'](?<secret>[^"'\\<${][^"'\\]{2,})/gi,
  // RFC 7235, section 4.2, as a header line, as JSON, and as an argument of a command
  /authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:bearer|basic|token)\s{1,4}(?<secret>[A-Za-z0-9._~+/=-]{6,})/gi,
  // RFC 3986, section 3.2.1: the password of an address
  /:\/\/[^\s/:@"'<>`]*:(?<secret>[^\s/"'<>`]+)@/g,
  // libpq's `password=…`, query strings, curl's data; a reference such as `$PW`, `${PW}`, `{{pw}}` or `<pw>` is not the secret
  /(?<![A-Za-z0-9])(?:password|passwd|pgpassword|access_token|client_secret|api_?key)=(?<secret>[^\s&"'<>;,{}$][^\s&"'<>;,]*)/gi,
  // RFC 7519: header and payload begin with `{"`
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
];

// One of these stands in whatever a pattern finds. Most texts hold none of them and are done after one pass.
const hint =
  /xox|xapp-|hooks\.slack|A[KS]IA|gh[pousr]_|github_pat_|glpat-|authorization|:\/\/|passw|(?:token|key)["'\\:=\s]|secret|eyJ|-----BEGIN|AIza|ya29|[sr]k_|sk-|npm_|SG\.|hv[sbr]\.|pypi-|_v1_|dckr_/i;

export function findTokens(text: string): Span[] {
  if (!hint.test(text)) return [];
  return [...patterns.flatMap((pattern) => findPattern(text, pattern)), ...findPrivateKeys(text)];
}

function findPattern(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const to = match.index + match[0].length;
    const secret = match.groups?.['secret'];
    if (secret === undefined) return { from: match.index, to };
    // Only the `@` of an address stands behind the group.
    const from = match.index + match[0].lastIndexOf(secret);
    return { from, to: from + secret.length };
  });
}

const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;

/** RFC 7468. A key whose end was cut off reaches to the end of the text. */
function findPrivateKeys(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (;;) {
    begin.lastIndex = at;
    const first = begin.exec(text);
    if (first === null) return spans;
    end.lastIndex = begin.lastIndex;
    const last = end.exec(text);
    at = last === null ? text.length : end.lastIndex;
    spans.push({ from: first.index, to: at });
  }
}
