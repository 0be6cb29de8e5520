// Words to fill in, told from everything that only looks like them. A word missed may run; a word too many only asks.

import { beforeAll, describe, expect, test } from 'vitest';
import { type BlockReader, blockReader } from '../../../test/support/block-reader.ts';

let read: BlockReader;
beforeAll(async () => {
  read = await blockReader();
});

type Row = readonly [text: string, placeholders: readonly string[]];

const shell: Readonly<Record<string, readonly Row[]>> = {
  '<x> in place of a word': [
    ['kubectl -n <ns> delete pod <pod> --wait', ['<ns>', '<pod>']],
    ['shopctl close <cart ID>', ['<cart ID>']],
    ['cp <path/to/file.json> /tmp', ['<path/to/file.json>']],
    ['ssh <user>@<host>', ['<user>', '<host>']],
    ['shopctl --id=<id> --day "<first day>"', ['<id>', '<first day>']],
    ['shopctl deploy <blue|green>', ['<blue|green>']],
    ['shopctl sync <name (optional)>', ['<name (optional)>']],
    ['shopctl sync <all carts + *.csv>', ['<all carts + *.csv>']],
    ['shopctl sync <...>', ['<...>']],
    ['shopctl sync <<cart-id>>', ['<<cart-id>>']],
    ['shopctl sync &lt;cart&gt;', ['&lt;cart&gt;']],
    ['cat <<END\nid: <cart>\nEND', ['<cart>']],
    ['shopctl get <ns>; shopctl get <ns>', ['<ns>']],
  ],
  '< that is something else': [
    ['sort < in.txt > out.txt', []],
    ['sort <in.txt >out.txt', []],
    ['diff <(ls a) <(ls b)', []],
    ['cat <<END\nx\nEND', []],
    ['cat <<< "x" 2>&1 >/dev/null', []],
    ['git commit --author="Ana <ana@shop.example>" -m x', []],
    ["curl -d '<cart><id>4</id></cart>' http://shop.example", []],
    ["grep '\\<cart\\>' shop.log", []],
    ["perl -ne '/(?<year>\\d+)/ and print' shop.log", []],
    ['psql -c "SELECT 1 FROM carts WHERE a <b AND c> d"', []],
    ['[ "$#" -lt 2 ] && [ 1 \\< 2 ]', []],
    ['# close <cart>\nls', []],
  ],
  '[x] in place of a word': [
    ['kubectl delete pod [pod-name] -n [namespace]', ['[pod-name]', '[namespace]']],
    ['curl "http://shop.example/[your-cart]"', ['[your-cart]']],
    ['shopctl close [cart ID]', ['[cart ID]']],
    ['aws s3 ls s3://[bucket]/carts', ['[bucket]']],
  ],
  '[ that is something else': [
    ['if [ -f x ]; then ls; fi', []],
    ['[[ a == b ]] && ls', []],
    ['ls [abc]*.log [a-z] [0-9]', []],
    ['ps aux | grep [s]hop', []],
    ['a=(1 2); echo ${a[0]} ${a[@]}', []],
    ["jq '.carts[0] | [.id, .state]' carts.json", []],
    ['shopctl [OPTIONS] [--all]', []],
    ['grep "[a-z]" x', []],
    ['curl http://[::1]:8080/', []],
  ],
  '{x} and {{x}} in place of a word': [
    ['kubectl logs {pod_name}', ['{pod_name}']],
    ['curl http://shop.example/carts/{id}/close', ['{id}']],
    ['curl "http://shop.example/carts/{id}"', ['{id}']],
    ['kubectl logs {{ pod }} -n {{namespace}}', ['{{ pod }}', '{{namespace}}']],
  ],
  '{ that is something else': [
    ['cp shop.{yml,bak}; ls {1..3} file{a,b}', []],
    ['a=1; echo ${a} ${a:-x}', []],
    ["awk '{print $1}' x; awk '{print}' x", []],
    ["jq '{id: .a}' x", []],
    ["curl -d '{\"id\": 4}' -w '%{http_code}' http://shop.example", []],
    ["kubectl get po -o jsonpath='{.items[0].metadata.name}'", []],
    ["kubectl get po -o jsonpath='{range .items[*]}{.a}{end}'", []],
    ["docker ps --format '{{.Names}} {{json .}}'", []],
    ['find . -name x -exec ls {} \\;', []],
    ['git show stash@{0} HEAD^{tree}', []],
    ['f() { ls; }', []],
    ['{ ls; df; }', []],
  ],
  'words that say so': [
    ['aws s3 ls s3://your-bucket/carts', ['your-bucket']],
    ['curl https://your-shop.example/health', ['your-shop.example']],
    ['curl -H "Authorization: Bearer YOUR_API_TOKEN" http://shop.example', ['YOUR_API_TOKEN']],
    ['ffprobe your_video.mp4', ['your_video.mp4']],
    ['kubectl scale deploy/name-of-deployment --replicas=2', ['name-of-deployment']],
    ['shopctl login token-goes-here', ['token-goes-here']],
    ['export SHOP_PASSWORD=changeme', ['changeme']],
    ['shopctl set --key REPLACE_ME', ['REPLACE_ME']],
    ['shopctl open XXXX', ['XXXX']],
    ['aws ec2 describe-instances --instance-ids i-0xxxxxxxx', ['i-0xxxxxxxx']],
    ['ping xxx.xxx.xxx.xxx', ['xxx.xxx.xxx.xxx']],
    ['psql shop < dump-YYYY-MM-DD.sql', ['YYYY-MM-DD']],
    ['ls dump-2031-05-XX.sql', ['2031-05-XX']],
    ['helm upgrade shop --version vX.Y.Z', ['vX.Y.Z']],
    ['shopctl sync ...', ['...']],
    ['shopctl sync --body "…"', ['…']],
    ['shopctl sync __CART__', ['__CART__']],
  ],
  'words that only look so': [
    ['mktemp /tmp/shop.XXXXXX', []],
    ['date +%Y-%m-%d', []],
    ['go test ./... && git diff main...HEAD', []],
    ['echo "Waiting ... for your-self"', []],
    ['echo yourself; ls myhere thereof', []],
    ['echo "usage: shopctl <cart>"', []],
    ['xxd x; ls xx', []],
  ],
  'capitals in place of a value': [
    ['kubectl get pods -n NAMESPACE', ['NAMESPACE']],
    ['kubectl describe pod/POD_NAME', ['POD_NAME']],
    ['gcloud compute instances list --project PROJECT_ID --zone=ZONE', ['PROJECT_ID', 'ZONE']],
  ],
  'capitals that are meant': [
    ['grep HEALTH_WARN ceph.log', []],
    ['journalctl -u shop | grep -c ERROR', []],
    ['docker run -e DB_NAME -e DB_HOST=db shop', []],
    ['unset SHOP_TOKEN; export SHOP_NAME=x', []],
    ['redis-cli CONFIG GET SAVE', []],
    ['kubectl create secret generic SHOP_TOKEN', []],
    ['make BUILD', []],
  ],
  'variables that nobody sets': [
    ['kubectl -n $NS get pods -l "app=${APP}"', ['$NS', '${APP}']],
    ['psql "$DATABASE_URL" -c "SELECT 1"', ['$DATABASE_URL']],
    ['echo "${SHOP:?set it}"', ['${SHOP:?set it}']],
  ],
  'variables that are no question': [
    ['NS=shop; kubectl -n $NS get pods', []],
    ['read -r NS; kubectl -n "$NS" get pods', []],
    ['for n in a b; do echo "$n"; done', []],
    ['ls "$HOME" "$PWD" ${TMPDIR:-/tmp} $USER $?', []],
    ["ssh db1 'echo $LATER'", []],
    ["awk '{ print $NF }' x", []],
    ['echo $EARLIER', []],
    ['f() { echo "$1" "$@"; }', []],
  ],
};

describe.each(Object.entries(shell))('shell: %s', (_name, rows) => {
  test.each(rows)('%s', (text, placeholders) => {
    expect(read('bash', text, { known: ['EARLIER'] }).placeholders).toEqual(placeholders);
  });
});

const others: Readonly<Record<string, readonly Row[]>> = {
  sql: [
    ["SELECT * FROM carts WHERE id = :cart AND state = <state> AND name = '<name>';", [':cart', '<state>', '<name>']],
    ["SELECT * FROM carts WHERE day = 'YYYY-MM-DD';", ['YYYY-MM-DD']],
    ["SELECT to_char(day, 'YYYY-MM-DD'), a::text FROM carts WHERE x <> 4 AND a < b; -- <later>", []],
    ["UPDATE carts SET owner = 'owner-id-here' WHERE id = {{cart_id}};", ['owner-id-here', '{{cart_id}}']],
    ['SELECT * FROM carts WHERE $__timeFilter(day)', []],
    ['\\set cart 4\nSELECT * FROM carts WHERE id = :cart;', []],
    ['SELECT * FROM carts WHERE id = $1;', ['$1']],
  ],
  http: [
    ['GET /carts/{id}/items?page={{page}}\nAuthorization: Bearer $TOKEN', ['{id}', '{{page}}', '$TOKEN']],
    ['PUT /carts/:cart/close', [':cart']],
    ['POST /carts\n\n{"a": {"b": 1}}', []],
  ],
  promql: [
    ['rate(x{job="<job>"}[$__interval])', ['<job>']],
    ['up{cluster="$cluster"} < 1 and a > 2', []],
  ],
  yaml: [
    ['image: shop:<tag>', ['<tag>']],
    ['say: "{{ $labels.instance }} {{ cart }}"\nto: Ana <ana@shop.example>', []],
  ],
  output: [['cart <none> is gone', []]],
};

describe.each(Object.entries(others))('%s', (info, rows) => {
  test.each(rows)('%s', (text, placeholders) => {
    expect(read(info, text).placeholders).toEqual(placeholders);
  });
});

test('each place is marked, and refuses', () => {
  const reading = read('bash', 'ls\nkubectl -n <ns> \\\n  delete pod <pod>');
  expect(reading.marks.filter(({ kind }) => kind === 'unfilled')).toEqual([
    { kind: 'unfilled', say: '`<ns>` is not filled in', line: 2 },
    { kind: 'unfilled', say: '`<pod>` is not filled in', line: 3 },
  ]);
  expect(reading.refused).toBe('`<ns>` in line 2 still has to be filled in');
});

test('a verb that is to be filled in may be the worst one', () => {
  expect(read('bash', 'kubectl <verb> pvc data').risk).not.toBe('read');
});
