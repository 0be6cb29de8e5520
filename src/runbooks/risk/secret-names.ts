// By which names secrets go: of variables, flags, files, headers, columns.

/** `DB_PASSWORD`, `api_key`; not `TOKEN_FILE`, `SECRET_NAME`, `KEY_ID`, `PWD`. */
export const secretVariable =
  /(?<!next_|page_|continuation_)(password|passwd|passphrase|secrets?|token|api_?key)$|(^|_)(pass|pw|bearer|jwt|credentials?|(auth|access|secret|private|signing|encryption|master)_?key)$|_pwd$|^rediscli_auth$/i;

/** `--password`, `--api-key`; not `--token-file`. */
export const secretFlag =
  /^--?([a-z0-9]+[-_.])*(password|passwd|passphrase|token|secret|apikey|api-?key|access-?key|secret-?key|secret-?access-?key|private-?key|auth-?token)$/i;

/** A request header that carries one. */
export const secretHeader =
  /^(authorization|proxy-authorization|x-api-key|api-key|apikey|x-auth-token|x-vault-token|private-token|x-access-token|cookie)\s*:\s*(?:(?:bearer|basic|token|apikey)\s+)?(\S.*)$/i;

/** A file that holds one: `.env`, `id_rsa`, a kubeconfig; not `.env.example`, `id_rsa.pub`. */
export const secretFile =
  /(^|\/)(\.env(\.(local|prod|production|staging|secret))?|\.?pgpass|\.netrc|\.my\.cnf|\.git-credentials|\.htpasswd|\.vault-token|id_(rsa|dsa|ecdsa|ed25519)|kubeconfig[^/]*|shadow|credentials(\.json)?|secrets?\.(ya?ml|json|env|txt)|[^/]*\.(key|p12|pfx|jks|kubeconfig)|environ)$|\.kube\/config|\.docker\/config\.json|\/secrets?\/[^/]*(token|password|key)|initialadminpassword/i;

/** A column that holds one: `password_hash`, `api_token`. */
export const secretColumn =
  /^(\w+_)?(password|passwd|passphrase|secret|token|api_?key|private_?key|ssn)(_?(hash|digest|plain|encrypted|value))?s?$/i;

/** What stands for a secret that is still to be filled in, or is none: `<token>`, `xxx`, `$TOKEN`, `your-token`, `@file`. */
export function isStandIn(text: string): boolean {
  const bare = text.trim().replace(/^["']|["']$/g, '');
  if (bare.length < 3 || /[\uE000$<>{}]|^\[|^%|^@|^-/.test(bare)) return true;
  if (/^(\/|\.\.?\/|~\/)/.test(bare) || /^(env|file|fd|stdin|prompt|op|ssm|vault|arn|gcp|sops):/i.test(bare))
    return true;
  if (/^[x*.•_-]+$/i.test(bare) || /\.\.\.|…|\*\*\*/.test(bare)) return true;
  return /^(your|my|the|some|example|sample|insert|replace|change|todo|placeholder|redacted|hidden|true|false|null|none|yes|no|password|passwd|token|secret|key|api-?key)\b/i.test(
    bare,
  );
}
