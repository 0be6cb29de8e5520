// What a reader is told of a block besides its risk.

import { beforeAll, describe, expect, test } from 'vitest';
import { testMarks } from '../../../test/support/risk-table.ts';
import { loadParsers } from './parsers.ts';
import type { Parsers } from './parsers.ts';
import { classifyShell } from './shell.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await loadParsers();
});

const marksOf = (script: string) =>
  classifyShell(parsers, script).marks.map(({ kind, line, say }) => `${kind} ${line}: ${say}`);

describe('endless', () => {
  testMarks([
    ['endless', 'tail -f app.log'],
    ['endless', 'tail -n 20 -F app.log | grep error'],
    ['endless', 'journalctl -fu nginx'],
    ['endless', 'kubectl logs -f deploy/web'],
    ['endless', 'kubectl get pods -w'],
    ['endless', 'kubectl port-forward svc/web 8080:80'],
    ['endless', 'docker compose up'],
    ['endless', 'docker stats'],
    ['endless', 'watch df -h'],
    ['endless', 'ping web.example'],
    ['endless', 'vmstat 1'],
    ['endless', 'python3 -m http.server 8000'],
    ['endless', 'uvicorn app:main'],
    ['endless', 'npm run dev'],
    ['endless', 'while true; do curl -s $H/health; sleep 5; done'],
    ['endless', 'until false; do ls; done'],
    ['endless', "ssh db1 'tail -f app.log'"],
    ['endless', 'ssh -N -L 5432:db:5432 jump'],
    ['endless', 'kubectl exec web-0 -- tail -f /var/log/app.log'],
    ['', 'tail -n 20 app.log'],
    ['', 'tail -f app.log | head -3'],
    ['', 'timeout 10 tail -f app.log'],
    ['', 'kubectl port-forward svc/web 8080:80 &'],
    ['', 'kubectl get pods -w=false'],
    ['', 'docker compose up -d'],
    ['', 'docker stats --no-stream'],
    ['', 'ping -c 3 web.example'],
    ['', 'vmstat 1 5'],
    ['', 'while true; do curl -s $H/health && break; sleep 5; done'],
    ['', 'while read -r line; do echo "$line"; done < in.txt'],
    ['', 'redis-server --version'],
  ]);
});

describe('interactive, and elsewhere', () => {
  testMarks([
    ['', 'kubectl exec -i db-0 -- kafka-topics --list'],
    ['', 'docker exec -t db pg_dumpall'],
    ['interactive', "kubectl exec -it db-0 -- sh -c 'df -h'"],
    ['elsewhere interactive', 'oc rsh db-0'],
    ['', 'apk del nginx && snap remove nginx'],
    ['interactive', 'apt remove nginx'],
    ['interactive', 'vim app.conf'],
    ['interactive', 'git log | less'],
    ['interactive', 'man tar'],
    ['interactive', 'crontab -e'],
    ['interactive', 'git rebase -i main'],
    ['interactive', 'git commit'],
    ['interactive', 'kubectl edit deploy web'],
    ['interactive', 'passwd app'],
    ['interactive', 'visudo'],
    ['interactive', 'read -p "Go on? " answer'],
    ['interactive', 'docker system prune'],
    ['interactive', 'apt-get install jq'],
    ['endless interactive', 'top'],
    ['endless interactive', 'htop'],
    ['endless interactive', 'openssl s_client -connect web.example:443'],
    ['elsewhere interactive', 'ssh db1'],
    ['elsewhere interactive', 'kubectl exec -it web-0 -- sh'],
    ['elsewhere interactive', 'docker exec -it web bash'],
    ['elsewhere interactive', 'docker run --rm -it debian bash'],
    ['elsewhere interactive', 'psql shop'],
    ['elsewhere interactive', 'redis-cli -h cache1'],
    ['elsewhere interactive', 'sudo su - postgres'],
    ['elsewhere interactive', 'sudo -i'],
    ['elsewhere interactive', 'chroot /mnt'],
    ['elsewhere interactive', 'tmux attach -t ops'],
    ['elsewhere interactive', 'screen -r ops'],
    ['elsewhere interactive', 'python3'],
    ['', 'top -bn1'],
    ['', 'git commit -m done'],
    ['', 'apt-get install -y jq'],
    ['', 'docker system prune -f'],
    ['', 'openssl s_client -connect web.example:443 </dev/null'],
    ['', 'ssh db1 uptime'],
    ['', 'kubectl exec web-0 -- ls'],
    ['', "psql shop -c 'SELECT 1'"],
    ['', 'psql shop <<< "SELECT 1"'],
    ['', 'ssh db1 < check.sh'],
    ['', 'redis-cli dbsize'],
    ['', 'sudo systemctl status web'],
    ['', 'cat in.txt | while read -r line; do echo "$line"; done'],
    ['', 'screen -dmS ops sleep 10'],
  ]);
});

describe('secrets', () => {
  testMarks([
    ['prints-secret', 'kubectl get secret web -o yaml'],
    ['prints-secret', "kubectl get secret web -o jsonpath='{.data.key}' | base64 -d"],
    ['prints-secret', 'kubectl config view --raw'],
    ['prints-secret', 'echo $API_TOKEN'],
    ['prints-secret', 'printf "%s\\n" "${DB_PASSWORD}" | tr -d x'],
    ['prints-secret', 'env | sort'],
    ['prints-secret', 'printenv'],
    ['prints-secret', 'cat .env'],
    ['prints-secret', 'sudo cat /home/app/.ssh/id_rsa'],
    ['prints-secret', 'grep user ~/.kube/config'],
    ['prints-secret', 'docker inspect web'],
    ['prints-secret', 'openssl rsa -in server.key'],
    ['prints-secret', 'helm get values web'],
    ['prints-secret', 'psql -c "SELECT email, password_hash FROM users"'],
    ['', "P=$(kubectl get secret web -o jsonpath='{.data.key}' | base64 -d)"],
    ['', 'kubectl get secret web -o yaml > web.yaml'],
    ['', 'kubectl get secrets -n shop'],
    ['', 'kubectl get secret web -o name'],
    ['', 'echo "$DB_PASSWORD" | docker login -u app --password-stdin'],
    ['', 'echo $HOME $PWD $TOKEN_FILE'],
    ['', 'printenv PATH'],
    ['', 'cat id_rsa.pub .env.example'],
    ['', "docker inspect -f '{{.State.Status}}' web"],
    ['', 'openssl x509 -in server.crt -noout -enddate'],
    ['secret-argument', 'curl -H "Authorization: Bearer 9f2c7d1e" $H/x'],
    ['secret-argument', 'curl -u app:9f2c7d1e $H/x'],
    ['secret-argument', 'curl https://app:9f2c7d1e@web.example/x'],
    ['secret-argument', 'PGPASSWORD=9f2c7d1e psql -c "SELECT 1"'],
    ['secret-argument', 'export API_TOKEN=9f2c7d1e'],
    ['secret-argument', 'mysql -u root -p9f2c7d1e -e "SHOW TABLES"'],
    ['secret-argument', 'redis-cli -a 9f2c7d1e ping'],
    ['secret-argument', 'frobctl login --password=9f2c7d1e'],
    ['secret-argument', 'frobctl login --api-key 9f2c7d1e'],
    ['secret-argument', 'kubectl create secret generic web --from-literal=password=9f2c7d1e'],
    ['secret-argument', `psql -c "ALTER ROLE app PASSWORD '9f2c7d1e'"`],
    ['', 'curl -H "Authorization: Bearer $TOKEN" $H/x'],
    ['', 'curl -H "Authorization: Bearer <token>" $H/x'],
    ['', 'curl -u "$USER:$PASS" $H/x'],
    ['', 'frobctl login --password "$PW" --token-file /etc/t'],
    ['', 'export API_TOKEN=$(cat /run/token)'],
    ['', 'psql "postgres://app:${PW}@db/shop" -c "SELECT 1"'],
  ]);
});

test.each<[string, string[]]>([
  [
    'kubectl logs -f api\nkubectl delete pvc data',
    ['endless 1: `kubectl logs -f` never ends by itself; what stands after it would run when it is cut off'],
  ],
  ['ls\nvim a\nls', ['interactive 2: `vim` opens an editor; what stands after it would run when it is cut off']],
  ['tail -f a | grep b', ['endless 1: `tail -f` never ends by itself']],
  [
    'for i in 1 2; do\n  tail -f $i\ndone\nls',
    ['endless 2: `tail -f` never ends by itself; what stands after it would run when it is cut off'],
  ],
  ["ls\nssh db1 <<'EOF'\nls\ntail -f x\nEOF", ['endless 4: `tail -f` never ends by itself']],
  ["ls\nbash -c '\nls\ntail -f x\n'", ['endless 4: `tail -f` never ends by itself']],
  ['ls\n$ tail -f x', ['endless 2: `tail -f` never ends by itself']],
  ['ls\nkubectl -n <ns> get <what>', ['unfilled 2: `<ns>` is not filled in', 'unfilled 2: `<what>` is not filled in']],
])('%s is told with its line', (script, marks) => {
  expect(marksOf(script)).toEqual(marks);
});
