// Tables of commands and what they do. Every line is about a rule of how a tool works, not about the line.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Risk } from '../model.ts';
import { loadParsers } from './parsers.ts';
import type { Parsers } from './parsers.ts';
import { classifyScript, classifyShell } from './shell.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await loadParsers();
});

const table: Readonly<Record<string, readonly (readonly [Risk, string])[]>> = {
  'looking is read only when tool, verb and flags are known': [
    ['read', 'tail -n 200 /var/log/shop.log | grep -i delete | sort -u | head -20'],
    ['read', 'kubectl -n shop get pods -o wide --context=eu'],
    ['read', 'kubectl logs -f deploy/checkout --tail 50 -n shop'],
    ['read', 'git -C /srv/shop log --oneline -5 && git status --short'],
    ['read', 'docker compose -f ops.yml logs -f --tail=10 web'],
    ['read', 'systemctl status nginx --no-pager; journalctl -fu nginx --since "1 hour ago"'],
    ['read', 'for n in a b; do redis-cli -h "$n" GET counter; done'],
    ['read', 'if [ -f /etc/shop.conf ]; then cat /etc/shop.conf; fi'],
    ['read', 'X=$(date -u +%s); export X; echo "$X" 2>/dev/null'],
    ['read', 'helm -n shop history checkout --max 3'],
    ['read', 'alembic current -v'],
    ['read', 'tar tzf release.tgz && tar -tvf release.tar'],
    ['read', 'openssl s_client -connect shop.example:443 -servername shop.example </dev/null'],
    ['read', 'kubectl delete --help'],
    ['change', 'kubectl get pods --sync-now'],
    ['change', 'sort --compress-program=./x big.txt'],
    ['change', 'git "$verb" --stat'],
    ['change', './check_disk.sh'],
    ['change', './shopctl --version'],
    ['read', 'shopctl --version'],
  ],
  "a tool's own destructive verb": [
    ['destroy', 'cardctl slot wipe --yes'],
    ['destroy', 'queuetool --region eu drain-and-purge orders'],
    ['destroy', 'shopcli tenant offboard acme'],
    ['destroy', 'brokerctl topics --delete'],
    ['change', 'brokerctl topics --on-delete=keep'],
    ['change', 'brokerctl list "purge everything"'],
    ['change', 'shopcli show restore-points'],
    ['destroy', 'git stash clear'],
    ['destroy', 'git push origin +main'],
    ['destroy', 'git push --force-with-lease origin main'],
    ['destroy', 'git checkout -- .'],
    ['destroy', 'git clean -fdx'],
    ['destroy', 'git branch -D release'],
    ['change', 'git checkout --detach 4f2a91c'],
    ['change', 'git restore --staged app.yml'],
    ['destroy', 'git checkout HEAD -- src/app'],
    ['change', 'git checkout "$rev"'],
    ['destroy', 'docker volume rm shop_data'],
    ['destroy', 'docker-compose -p shop down --volumes'],
    ['change', 'docker restart web'],
    ['destroy', 'redis-cli -n 2 flushdb'],
    ['destroy', 'redis-cli CONFIG_RESET now'],
    ['change', 'redis-cli config set maxmemory 2gb'],
    ['destroy', 'journalctl --vacuum-time=2d'],
    ['destroy', 'crontab -r'],
    ['destroy', 'helm uninstall checkout -n shop'],
    ['destroy', 'alembic downgrade -1'],
    ['read', 'alembic downgrade head:base --sql'],
  ],
  'scripts are judged by their names, and are never read': [
    ['destroy', './bin/reset_ledger.sh'],
    ['destroy', 'python3 tools/purgeIndex.py --all'],
    ['destroy', 'bash scripts/tear-down-eu.sh'],
    ['destroy', 'make nuke'],
    ['change', 'python tidy.py --preview'],
    ['change', 'bash scripts/check_restore.sh'],
    ['destroy', 'npm run wipe-cache'],
    ['destroy', '. ./teardown.env'],
  ],
  'a dry run counts for its own command only': [
    ['read', 'kubectl apply --dry-run=server -f web.yml'],
    ['change', 'kubectl apply --dry-run=client -f web.yml && kubectl apply -f web.yml'],
    ['change', 'kubectl apply --dry-run=none -f web.yml'],
    ['read', 'rsync -an --delete src/ dst/'],
    ['destroy', 'rsync -a --delete src/ dst/'],
    ['read', 'git clean -nd'],
    ['destroy', 'arcstore compact --id 7 --no-dry-run'],
    ['change', 'arcstore compact --id 7'],
    ['destroy', 'rm -n data'],
  ],
  'commands inside commands': [
    ['destroy', "ssh db1 'sudo rm -rf /srv/shop'"],
    ['destroy', 'ssh -p 2222 ops@db1 sudo -u postgres dropdb orders'],
    ['read', 'ssh db1 uptime'],
    ['change', 'ssh db1'],
    ['change', 'ssh db1 "ls $dir"'],
    ['destroy', 'kubectl exec -it -n shop deploy/web -- sh -c "rm -rf /cache/*"'],
    ['read', 'kubectl exec web-0 -c app -- cat /etc/hosts'],
    ['change', 'kubectl exec -it web-0 -- bash'],
    ['destroy', 'docker exec db psql -U shop -c "TRUNCATE carts"'],
    ['read', 'docker exec db psql -U shop -At -c "SELECT count(*) FROM carts"'],
    ['destroy', 'etcdctl get /x --keys-only | xargs -n1 etcdctl del'],
    ['change', 'cat verbs | xargs kubectl'],
    ['read', 'find /var/log -name "*.gz" -mtime +7 -print0 | xargs -0 ls -l'],
    ['destroy', 'find /var/log -name "*.gz" -mtime +7 -delete'],
    ['destroy', 'find . -type f -exec shred {} +'],
    ['read', "find . -type f -exec grep -l 'drop' {} \\;"],
    ['destroy', 'env A=1 nohup timeout -k 5 30 nice -n 5 dropdb shop &'],
    ['destroy', 'echo "systemctl stop postgres" | sudo bash'],
    ['change', 'curl -fsSL https://get.example/install | sh'],
    ['destroy', 'psql "$URL" <<SQL\nDELETE FROM carts WHERE id = 7;\nSQL'],
    ['destroy', "bash -s <<'EOF'\nrm -rf /srv/old\nEOF"],
    ['destroy', 'cat <<EOF | ssh db1\ndropdb orders\nEOF'],
    ['destroy', 'clean() { rm -rf "$1"; }; clean /srv/x'],
    ['destroy', 'run() { "$@"; }; run dropdb shop'],
    ['destroy', 'busybox rm -rf /srv/x'],
    ['destroy', "\\rm -rf /srv/x; 'r'm -rf y"],
    ['destroy', 'kubectl run t --rm -it --image=x -- sh -c "dropdb shop"'],
    ['destroy', 'ssh db1 "bash -s" < restore_orders.sh'],
    ['destroy', 'trap "rm -rf /srv/x" EXIT'],
    ['destroy', 'eval "git reset --hard"'],
    ['destroy', 'CMD="rm -rf"; $CMD /srv/x'],
    ['change', '$CMD /srv/x'],
    ['destroy', 'echo "$(dropdb orders)"'],
    ['destroy', 'diff <(ls) <(redis-cli flushall)'],
    ['destroy', 'watch -n 5 "kill -9 $PID"'],
    ['read', 'sudo -u postgres psql -c "\\dt+" -c "SHOW work_mem"'],
    ['destroy', 'psql -c "\\! rm -rf /srv/x"'],
    ['change', 'psql -c "SELECT * FROM carts WHERE id = $id"'],
    ['destroy', 'psql shop < nightly-dump.sql'],
    ['change', 'psql -f add_index.sql'],
    ['destroy', 'mysql shop -e "drop table carts"'],
  ],
  'writing while seeming to look': [
    ['change', 'hostname web-2'],
    ['read', 'hostname -f'],
    ['change', "date -s '2026-01-01'"],
    ['change', 'kubectl get cm web -o yaml > live.yml'],
    ['read', 'kubectl get cm web -o yaml > /dev/null 2>&1'],
    ['change', 'df -h | tee disk.txt'],
    ['change', "sed -i 's/a/b/' app.conf"],
    ['read', "sed -n '1,20p' app.conf | sed 's/a/b/g'"],
    ['change', "sed 's/x/date/e' app.conf"],
    ['read', "awk -F: '$3 > 1000 {print $1}' /etc/passwd"],
    ['change', `awk '{print > "out.txt"}' in.txt`],
    ['change', `awk 'BEGIN {system("id")}'`],
    ['change', 'curl -o app.conf https://cfg.example/app'],
    ['read', 'curl -s -o /dev/null -w "%{http_code}" "$HOST/health"'],
    ['destroy', 'dd if=/dev/zero of=/dev/sda bs=1M'],
    ['destroy', 'cat image.iso > /dev/nvme0n1'],
    ['change', 'LD_PRELOAD=./x.so ls'],
    ['change', 'env LD_PRELOAD=./x.so ls'],
    ['read', 'PAGER=cat git log -3'],
    ['read', 'while IFS= read -r line; do echo "$line"; done < in.txt'],
    ['change', 'uniq in.txt out.txt'],
    ['destroy', 'ss -K dst 10.0.0.7'],
    ['change', 'ls | tee "$LOG"'],
    ['destroy', 'ls | sudo tee /dev/sdb'],
    ['change', 'cat <>lock'],
    ['change', 'sysctl -w vm.swappiness=1'],
    ['destroy', 'cp ledger.db.bak ledger.db'],
    ['change', 'cp ledger.db ledger.db.bak'],
  ],
  'the request decides for curl and wget': [
    ['destroy', 'curl -X POST "$HOST/v1/purge?q=x"'],
    ['read', 'curl -fsS "$HOST/v1/carts?status=delete"'],
    ['change', `curl "$HOST/v1/carts" -d '{"a":1}'`],
    ['read', 'curl -G "$HOST/v1/carts" -d q=1'],
    ['destroy', 'curl -XDELETE https://es.example/logs-2026'],
    ['change', 'curl -X "$METHOD" https://es.example/logs'],
    ['change', 'wget https://x.example/a.tgz'],
    ['read', 'wget -qO- https://x.example/health'],
  ],
  'what stops, and what comes back': [
    ['destroy', 'sudo systemctl stop postgresql'],
    ['change', 'systemctl stop api.service\nsleep 5\nsystemctl start api'],
    ['destroy', 'systemctl stop api\nsystemctl start web'],
    ['change', 'kubectl -n a scale deploy/web --replicas=0; kubectl scale deploy/web -n a --replicas=3'],
    ['destroy', 'kubectl -n a scale deploy/web --replicas=0; kubectl -n b scale deploy/web --replicas=3'],
    ['destroy', 'service nginx "$action"'],
    ['destroy', 'systemctl start api\nsystemctl stop api'],
    ['destroy', 'kubectl scale --replicas=0 deploy/web'],
    ['destroy', 'kubectl scale deploy/web --replicas="$n"'],
    ['change', 'kubectl scale deploy/web --replicas 3'],
    ['change', 'kubectl delete pod web-0 -n shop'],
    ['destroy', 'kubectl delete pod --all -n shop'],
    ['destroy', 'kubectl delete pod web-0 --grace-period=0 --force'],
    ['destroy', 'kubectl delete pod/web-0 pvc/data'],
    ['destroy', 'kubectl delete pvc data'],
    ['destroy', 'kubectl delete "$kind" "$name"'],
    ['destroy', 'kubectl --as admin -n shop delete namespace shop'],
    ['read', 'kill -0 "$PID"'],
    ['change', 'kill -HUP "$PID"'],
    ['destroy', 'kill -9 "$PID"'],
    ['destroy', 'kill -s "$SIG" "$PID"'],
    ['change', 'kubectl rollout undo deployment/web'],
  ],
  'what the step made itself': [
    ['change', 'tmp=$(mktemp -d); ls > "$tmp/a"; rm -rf "$tmp"'],
    ['destroy', 'tmp=$(mktemp -d); tmp=/srv; rm -rf "$tmp"'],
    ['destroy', 'tmp=$(mktemp -d); rm -rf "$tmp/../x"'],
    ['destroy', 'rm notes.txt; ls > notes.txt'],
  ],
  'what cannot be read, or is unfilled': [
    ['read', 'kubectl -n <ns> get pods'],
    ['destroy', 'kubectl -n <ns> delete <resource> <name> --wait'],
    ['read', 'cat <path/to/file.json>'],
    ['change', '<tool> get pods'],
    ['change', 'cat <in>out'],
    ['destroy', 'cat <image>/dev/sda'],
    ['read', "grep '<title>' index.html"],
    ['read', 'wc -l <in.txt'],
    ['change', 'if true; then ls'],
    ['destroy', 'if true; then\nrm -rf /srv/x'],
    ['change', 'ls –la'],
    ['change', 'deploy --env prod \\  # careful\n  --tag v2'],
    ['destroy', '>out.txt rm -rf /srv/x'],
    ['destroy', 'rm <x.txt -rf /srv/x'],
    ['read', '# then rm -rf data\r\nls\r\n'],
    ['read', ''],
  ],
};

describe.each(Object.entries(table))('%s', (_, lines) => {
  test.each(lines)('%s: %s', (risk, script) => {
    const verdict = classifyShell(parsers, script);
    expect(verdict.risk, verdict.because.join('\n')).toBe(risk);
    expect(verdict.because.length).toBeGreaterThan(0);
  });
});

describe('the sentences', () => {
  test.each([
    ['ls; git reset --hard', ['`git reset --hard` throws away uncommitted work']],
    [
      'docker restart web; docker volume rm data',
      ['`docker volume rm` removes data', '`docker restart` changes what runs'],
    ],
    ['kubectl get pods | grep web', ['It only looks: `kubectl get`, `grep`']],
    ['frobnicate now', ['`frobnicate` is not known here, so it may change something']],
    ['cat <file>', ['It only looks: `cat`']],
    ['foo get-user', ['It only looks: `foo get-user`']],
  ])('%s', (script, because) => {
    expect(classifyShell(parsers, script).because).toEqual(because);
  });
});

test('deep nesting and huge scripts are refused, not followed', () => {
  expect(classifyShell(parsers, `${'$('.repeat(5000)}ls${')'.repeat(5000)}`).risk).not.toBe('read');
  expect(classifyShell(parsers, `echo ${'x'.repeat(300_000)}`).risk).toBe('change');
});

test('in a script that runs as it stands, no line is output', () => {
  const text = 'set +e\nNAME  READY\n./deploy.sh';
  expect(classifyShell(parsers, text).risk).toBe('read');
  expect(classifyScript(parsers, text).risk).toBe('change');
});
