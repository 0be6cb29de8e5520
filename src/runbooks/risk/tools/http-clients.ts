// curl and wget: the request decides, and where its answer goes. https://curl.se/docs/manpage.html

import type { FlagRule, Tool } from '../tool.ts';

const writes: FlagRule = { valued: true, writes: true };
const saves: FlagRule = { effect: { risk: 'change', say: 'writes the answer to a file' } };
const unseen: FlagRule = {
  valued: true,
  effect: { risk: 'change', say: 'takes its options from a file that is not shown here' },
};

export const curl: Tool = {
  names: ['curl'],
  flags: {
    plain: `-s -S -f -k -L -v -i -I -g -N -G -4 -6 -q -a --silent --show-error --fail --fail-with-body --insecure --location
      --verbose --include --head --get --globoff --no-buffer --compressed --http1.1 --http2 --http3 --ipv4 --ipv6 --no-progress-meter
      --progress-bar -# --raw --retry-connrefused --retry-all-errors --path-as-is --tlsv1.2 --tlsv1.3 --anyauth --basic --negotiate`,
    valued: `-X --request -H --header -d --data --data-raw --data-binary --data-ascii --data-urlencode --json -F --form --form-string
      -T --upload-file -u --user -A --user-agent -e --referer -m --max-time --connect-timeout -w --write-out -b --cookie -x --proxy
      --retry --retry-delay --retry-max-time --resolve --cacert --cert -E --key --url -r --range --interface --limit-rate --noproxy
      --unix-socket --aws-sigv4 --oauth2-bearer --max-redirs --connect-to --proto --url-query -y -Y -z --capath --pass`,
    secret: '--oauth2-bearer --pass --proxy-pass',
    secretPair: '-u --user --proxy-user',
    special: {
      '-o': writes,
      '--output': writes,
      '-D': writes,
      '--dump-header': writes,
      '-c': writes,
      '--cookie-jar': writes,
      '--trace': writes,
      '--trace-ascii': writes,
      '--stderr': writes,
      '--output-dir': { valued: true },
      '--create-dirs': {},
      '-O': saves,
      '--remote-name': saves,
      '--remote-name-all': saves,
      '-J': saves,
      '-K': unseen,
      '--config': unseen,
      '-Q': { valued: true, effect: { risk: 'destroy', say: 'sends a command of its own to the server' } },
    },
  },
  http: {
    method: '-X --request',
    body: '-d --data --data-raw --data-binary --data-ascii --data-urlencode --json -F --form --form-string',
    upload: '-T --upload-file',
    head: '-I --head',
    asQuery: '-G --get',
  },
};

export const wget: Tool = {
  names: ['wget'],
  cases: [
    { flag: '--spider', risk: 'read', say: 'only asks' },
    { flag: '-O --output-document', value: /^(-|\/dev\/null|\/dev\/stdout)$/, risk: 'read', say: 'only prints' },
    { risk: 'change', say: 'writes the answer to a file' },
  ],
  flags: {
    plain: '-q -v -S -c -nv --quiet --verbose --server-response --spider --no-check-certificate --no-verbose -4 -6',
    valued: `-t -T --tries --timeout -U --user-agent --header --method --post-data --post-file --body-data --body-file --user --password
      --ca-certificate -e -P`,
    secret: '--password --http-password',
    special: {
      '-O': { valued: true, writes: true },
      '--output-document': { valued: true, writes: true },
      '-o': { valued: true, writes: true },
      '-a': { valued: true, writes: true },
    },
  },
  http: {
    method: '--method',
    body: '--post-data --post-file --body-data --body-file',
    head: '--spider',
  },
};

// HTTPie and xh: `http POST :8080/x a=b`; without a method, a part that is data makes it a POST.
export const httpie: Tool = {
  names: ['http', 'https', 'xh', 'xhs'],
  flags: {
    plain: `-v -h -b -f -j -p -F --verbose --headers --body --form --json --follow --check-status --ignore-stdin --all --offline --stream
      -S -q --quiet --multipart --pretty --raw-output -I`,
    secretPair: '-a --auth',
    valued:
      '-a --auth -A --auth-type --print -s --style --session --timeout --verify --cert --cert-key --proxy --max-redirects',
    special: { '-o': writes, '--output': writes, '-d': saves, '--download': saves, '--raw': { valued: true } },
  },
  http: { method: '', body: '--raw', head: '', methodFirst: true },
};

export const grpcurl: Tool = {
  names: ['grpcurl', 'evans', 'websocat', 'wscat'],
  flags: {
    plain: '-plaintext -insecure -v -vv --plaintext -format-error -emit-defaults',
    valued:
      '-d -H -import-path -proto -protoset -cacert -cert -key -max-time -connect-timeout -format -authority -rpc-header',
  },
  singleDash: true,
  cases: [
    { operand: 1, is: /^(list|describe)$/, risk: 'read', say: 'only lists' },
    { operand: 0, is: /^(list|describe)$/, risk: 'read', say: 'only lists' },
    {
      some: /[./](Get|List|Describe|Check|Watch|Read|Search|Query)\w*$/,
      risk: 'read',
      say: 'calls a method that only asks by its name',
    },
    {
      some: /[./](Delete|Remove|Purge|Drop|Destroy|Reset|Terminate|Shutdown|Truncate|Wipe|Clear|Kill|Stop)\w*$/,
      risk: 'destroy',
      say: 'calls a method that removes or stops something by its name',
    },
    { risk: 'change', say: 'calls a method of a service' },
  ],
};
