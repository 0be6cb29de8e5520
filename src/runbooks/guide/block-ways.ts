// What a comment in a block announces: one of several ways, another way, the system or the means it is for, or just the next step.

export type Way = 'option' | 'other' | 'system' | 'numbered' | 'plain';

const option =
  /^(?:option|alternative|method|approach|variant|choice|way|solution|possibility|strategy)\s*(?:#?\d{1,2}|[A-H])(?=$|[\s:.)–—-])/i;
const other =
  /^(?:or(?=$|[\s:,.…])(?!\s+(?:more|less|so|not)\b)|alternatively\b|alternative(?:$|\s*[:,(–—-]|\s+(?:method|approach|way|command|option)\b)|otherwise\b|as an alternative\b|instead\b|if all else fails)/i;
const fallback =
  /^(?:and )?if\s+(?:[\w'’"\x60./-]+\s+){0,6}?(?:fail(?:s|ed|ing)?|does(?: not|n['’]t) (?:work|help|respond|exist|succeed)|did(?: not|n['’]t) (?:work|help)|(?:is |are )?still\b|(?:is |are )?not (?:working|available|possible))/i;
const systems =
  'linux|mac ?os(?: ?x)?|osx|mac|darwin|windows|wsl2?|unix|bsd|freebsd|ubuntu|debian|centos|rhel|red ?hat|fedora|rocky|alma(?:linux)?|amazon ?linux|arch(?: linux)?|alpine|suse|opensuse|sles|apt|yum|dnf|brew|homebrew|choco|powershell|bash|zsh|fish|docker(?:[ -]compose)?|compose|podman|kubernetes|k8s|k3s|helm|kubectl|swarm|nomad|ecs|eks|gke|aks|openshift|oc|systemd|systemctl|sysvinit|supervisord?|pm2|bare[ -]?metal|vms?|aws|gcp|azure|heroku|fly(?:\\.io)?|mysql|mariadb|postgres(?:ql)?|sqlite|mongodb|nginx|apache|npm|yarn|pnpm|pip|poetry|uv|conda|ios|android|x86(?:_64)?|arm64|amd64|intel|apple silicon|cli|gui|ui|web ui|console|api|rest api|v\\d(?:\\.\\d+)?';
const system = new RegExp(
  String.raw`^(?:(?:for|on|in|under|using|with|via|if (?:you )?(?:use|using)|when using)\s+)?(?:the\s+)?(?:${systems})(?:\s*(?:\/|,|and|or|&|\+|\()\s*(?:${systems})\)?){0,6}(?:\s+[\d.]{1,8}\+?)?(?:\s+(?:users?|hosts?|nodes?|systems?|servers?|only|based|deployments?|installations?|environments?|setup|version|cluster))?\s*(?:\([^()]{0,60}\))?\s*[:.–—-]?$`,
  'i',
);
// "Using the shop script"; a sentence that begins so is none.
const means = /^(?:using|with|via|through|by means of)\s+[^\s,;]+(?:\s+[^\s,;]+){0,3}$/i;
const number = /^(?:(?:step\s+)?\d{1,2}[.):]\s*|step\s+\d{1,2}\b)/i;

/** Reads a comment without its sign. The words "1." in front of it say that it is a step, unless what follows says more. */
export function wayOf(written: string): Way {
  const text = written
    .slice(0, 200)
    .replace(/^[-=*#~\s]+/, '')
    .trim();
  const bare = text.replace(number, '').trim();
  if (option.test(bare)) return 'option';
  if (other.test(bare) || fallback.test(bare)) return 'other';
  if (bare !== text) return 'numbered';
  if (system.test(text)) return 'system';
  return means.test(text) ? 'system' : 'plain';
}

/** A comment as a title: without its number, its rules and its colon. */
export function titleOfComment(written: string): string {
  const text = written
    .slice(0, 200)
    .replace(/^[-=*#~\s]+|[-=*#~\s:]+$/g, '')
    .trim();
  return text === '' ? 'Without a title' : text;
}
