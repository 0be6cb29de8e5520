// One-liners of other languages, as `python -c` and `node -e` take them. Harmless is only what imports, computes and prints:
// every call in it has to be one of a few that are known. Anything else may do anything, and says so by its words.

import type { Language } from './language.ts';

// A call of any other name than these, at any place, is not proven. Each place is tried once, so that it cannot be made slow.
function onlyCalls(names: string, never: string): RegExp {
  const known = names.trim().split(/\s+/).join('|');
  const banned = String.raw`\b(?:${never})\b|[)\]]\s*\(`;
  const call = String.raw`(?<![\w$])(?!(?:${known})\s*\()[A-Za-z_$][\w$]{0,60}\s*\(`;
  return new RegExp(`^(?:(?!${banned}|${call})[\\s\\S])*$`);
}

const destroys =
  /\b(rmtree|rm_?rf?|unlink\w*|rmdir\w*|removedirs|remove|removeSync|rmSync|rm_f|truncate\w*|ftruncate|drop\w*|delete\w*|purge\w*|destroy\w*|wipe\w*|erase\w*|flushall|flushdb|terminate|shutdown|kill|killpg|shred|mkfs|dropdb|reboot|poweroff)\b|\brm\s+-/i;

export const python: Language = {
  name: 'Python',
  destroys,
  reads: onlyCalls(
    `print len str int float bool list dict set tuple sorted reversed range enumerate zip map filter sum min max abs round any
     all type repr isinstance hasattr getattr vars dir id hash hex oct bin ord chr format iter next bytes
     load loads dumps safe_load read readline readlines splitlines split rsplit strip lstrip rstrip join replace lower upper
     title startswith endswith find index count get keys values items most_common encode decode getenv now today utcnow time
     strftime strptime isoformat fromtimestamp timestamp timedelta datetime date uuid4 uuid1 token_hex token_urlsafe
     token_bytes sha256 sha1 md5 sha512 hexdigest digest b64encode b64decode quote unquote urlparse parse_qs urlencode
     python_version platform node machine version getdefaultencoding Counter defaultdict exists is_file is_dir isfile isdir
     basename dirname pprint if and or not in for while return`,
    'exec|eval|compile|del|open|subprocess|socket|pickle|marshal|shelve|ctypes|importlib|__\\w+__\\s*\\(|popen|spawn\\w*|system|run|call|check_output',
  ),
};

export const javascript: Language = {
  name: 'JavaScript',
  destroys,
  reads: onlyCalls(
    `log info table require parse stringify keys values entries map filter reduce forEach join split slice find sort includes
     has get trim replace toString toFixed toISOString toUpperCase toLowerCase Number String Boolean Date now getTime
     parseInt parseFloat from isArray hrtime memoryUsage cpus hostname platform arch release totalmem freemem uptime
     randomBytes randomUUID createHash update digest encodeURIComponent decodeURIComponent atob btoa resolve
     if for while function`,
    'exec\\w*|spawn\\w*|eval|child_process|import|fork|Function|constructor|fs|net|http|https|write\\w*|require(?=\\(["\'][./])',
  ),
};

// Nothing in these is proven: a bare word may already be a call, and backticks run commands.
export const otherScript: Language = { name: 'the script', destroys, reads: /^(?!)/ };
