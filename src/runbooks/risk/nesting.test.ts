// Every dangerous command in every way of running a command: no wrapping may make it look harmless.

import { beforeAll, expect, test } from 'vitest';
import type { Risk } from '../model.ts';
import { loadParsers } from './parsers.ts';
import type { Parsers } from './parsers.ts';
import { classifyShell } from './shell.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await loadParsers();
});

const single = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const double = (text: string) => JSON.stringify(text);

const ways: Readonly<Record<string, (command: string) => string>> = {
  'as it stands': (c) => c,
  'with sudo': (c) => `sudo -E -u root ${c}`,
  'with a variable': (c) => `A=b ${c}`,
  'through env': (c) => `env A=b ${c}`,
  'in the background': (c) => `nohup ${c} &`,
  'within a time limit': (c) => `timeout -k 5 30s ${c}`,
  'after &&': (c) => `ls && ${c}`,
  'after ||': (c) => `[[ -f x ]] || ${c}`,
  'between lines': (c) => `ls\n${c}\nls`,
  'in a subshell': (c) => `(cd /tmp && ${c})`,
  'in braces': (c) => `{ ${c}; }`,
  'in else': (c) => `if ls; then ls; else ${c}; fi`,
  'as a condition': (c) => `until ${c}; do sleep 1; done`,
  'in a loop': (c) => `for i in 1 2; do ${c}; done`,
  'in a case': (c) => `case $a in x) ${c};; esac`,
  'in a function': (c) => `f() { ${c}; }; f`,
  'in a substitution': (c) => `echo "$(${c})"`,
  'in backticks': (c) => `echo \`${c}\``,
  'in a process substitution': (c) => `diff <(ls) <(${c})`,
  'at the end of a pipeline': (c) => `ls | ${c}`,
  'at the start of one': (c) => `${c} | tee log`,
  negated: (c) => `! ${c}`,
  'with its output thrown away': (c) => `${c} > /dev/null 2>&1`,
  'with a comment': (c) => `${c} # only a test`,
  'over two lines': (c) => c.replace(' ', ' \\\n  '),
  'with Windows line ends': (c) => `ls\r\n${c}\r\n`,
  'behind a prompt': (c) => `$ ${c}\nsome output`,
  'behind a root prompt': (c) => `[root@db1 ~]# ${c}`,
  'in bash -c': (c) => `bash -lc ${single(c)}`,
  'in sh -c with double quotes': (c) => `sh -c ${double(c)}`,
  'over ssh': (c) => `ssh -t ops@db1 ${c}`,
  'over ssh in quotes': (c) => `ssh db1 ${single(c)}`,
  'two machines on': (c) => `ssh a ${single(`sudo bash -c ${single(c)}`)}`,
  'in a pod': (c) => `kubectl exec -n a pod-0 -c b -- ${c}`,
  'in a shell in a pod': (c) => `kubectl exec -it pod-0 -- sh -c ${single(c)}`,
  'in a container': (c) => `docker exec -u root c1 ${c}`,
  'in a new container': (c) => `docker run --rm -v a:b img ${c}`,
  'in a service': (c) => `docker compose exec -T web ${c}`,
  'in a heredoc for bash': (c) => `bash <<'EOF'\nls\n${c}\nEOF`,
  'in a heredoc for ssh': (c) => `ssh db1 <<EOF\n${c}\nEOF`,
  'in a here-string': (c) => `bash <<< ${single(c)}`,
  'piped into a shell': (c) => `echo ${single(c)} | sudo bash -s`,
  'in eval': (c) => `eval ${single(c)}`,
  'in watch': (c) => `watch -n 5 ${single(c)}`,
  'in xargs': (c) => `echo a | xargs -n1 ${c}`,
  'in parallel': (c) => `parallel ${single(c)} ::: a`,
  'in find': (c) => String.raw`find . -name x -exec ${c} \;`,
  'as another user': (c) => `sudo su - app -c ${single(c)}`,
  'in a trap': (c) => `trap ${single(c)} EXIT`,
  'in an alias': (c) => `alias x=${single(c)}`,
  'under a lock': (c) => `flock /tmp/l ${c}`,
  'in another root': (c) => `chroot /mnt ${c}`,
  'in another namespace': (c) => `nsenter -t 1 -m -- ${c}`,
  traced: (c) => `strace -f ${c}`,
  'as a unit': (c) => `systemd-run --wait ${c}`,
  'in a terminal session': (c) => `tmux new -d -s x ${single(c)}`,
  later: (c) => `echo ${single(c)} | at now`,
  'in a script made here': (c) => `cat > x.sh <<'EOF'\n${c}\nEOF\nbash x.sh`,
  'on a virtual machine': (c) => `gcloud compute ssh vm1 --command=${single(c)}`,
  'on many machines': (c) => `ansible all -m shell -a ${single(c)}`,
  'beside a placeholder': (c) => `${c}\nls <dir>`,
};

const dangerous = [
  'rm -rf /srv/x',
  'dropdb orders',
  'git push --force origin main',
  'kubectl delete pvc data -n shop',
  'docker volume rm data',
  'systemctl stop postgresql',
  'redis-cli FLUSHALL',
  'psql -c "DROP TABLE t"',
  'find /srv -delete',
  'curl -X DELETE http://x/y',
  'terraform destroy -auto-approve',
  'mkfs.ext4 /dev/sdb',
  'kill -9 77',
  './purge_all.sh',
  'frobctl tenant wipe',
  'kubectl scale deploy/web --replicas=0',
];
const changing = [
  'kubectl apply -f x.yaml',
  'touch a',
  'git pull',
  'systemctl restart nginx',
  'redis-cli SET a b',
  'psql -c "UPDATE t SET a=1 WHERE id=2"',
  'curl -X POST http://x/y',
  'chmod +x a',
  './deploy.sh',
  'frobctl tenant create',
];

test.each(Object.keys(ways))('%s, what destroys still destroys and what changes is never read', (way) => {
  const run = ways[way] ?? ((command: string) => command);
  const risks = (commands: readonly string[]): [string, Risk][] =>
    commands.map((command) => [command, classifyShell(parsers, run(command)).risk]);
  expect(risks(dangerous).filter(([, risk]) => risk !== 'destroy')).toEqual([]);
  expect(risks(changing).filter(([, risk]) => risk === 'read')).toEqual([]);
});
