// Why `ssh` could not connect, from what it prints, in words that say what to do.

const reasons: readonly { readonly pattern: RegExp; readonly say: (host: string) => string }[] = [
  {
    pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    say: () => 'its host key is not the one that is known here. Find out why before you replace the known one',
  },
  {
    pattern: /host key is known|Host key verification failed/,
    say: (host) =>
      `its host key is not known here. Add it to known_hosts after comparing it: ssh-keyscan ${new URL(host).hostname}`,
  },
  {
    pattern: /Permission denied|Too many authentication failures/,
    say: () => "it does not take Opsbook's key for this user. Add the public key to authorized_keys there",
  },
  { pattern: /Could not resolve hostname/, say: () => 'its host name is not known. Correct the address' },
  {
    pattern: /Connection refused/,
    say: () => 'connection refused, nothing listens there. Is sshd running, and is the port right',
  },
  { pattern: /timed out/i, say: () => 'it did not answer in time. Is it up, and may this machine reach it' },
  { pattern: /No route to host|Network is unreachable/, say: () => 'there is no way to its network from here' },
  {
    pattern: /kex_exchange_identification|Connection (?:closed|reset) by/,
    say: () => 'it closed the connection at once. Does it speak SSH, and does it let this address in',
  },
];

/** Half a sentence without its full stop. `printed` is the standard error of ssh. */
export function whyNoConnection(printed: string, host: string): string {
  const known = reasons.find(({ pattern }) => pattern.test(printed));
  if (known !== undefined) return known.say(host);
  const [line = ''] = printed.split('\n').filter((each) => each.trim() !== '');
  return line === '' ? 'ssh gave no reason' : line.trim().slice(0, 300).replace(/\.$/, '');
}
