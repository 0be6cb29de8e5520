// redis-cli: the server's commands are the verbs. https://redis.io/docs/latest/commands/

import { consoleMarks } from '../console-marks.ts';
import type { Language } from '../language.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

// What is typed into the console, a command a line.
const typed: Language = {
  name: 'Redis',
  ends: /\n/,
  destroys:
    /^\s*(flushall|flushdb|del|unlink|shutdown|hdel|ltrim|[lsz]rem\w*|xdel|xtrim|spop|getdel|expire|pexpire|restore|swapdb|rename|migrate|cluster\s+(reset|forget|flushslots))\b/i,
  reads:
    /^\s*(get|mget|exists|type|ttl|pttl|keys|scan|dbsize|info|ping|hget|hgetall|hkeys|hlen|lrange|llen|smembers|scard|zrange|zcard|xlen|xinfo|slowlog\s+get|config\s+get|client\s+list|memory\s+usage|select|auth|exit|quit)\b[^\n]*$/i,
};

const looking = '--scan --bigkeys --memkeys --hotkeys --stat --latency --latency-history --version';

// A script on the server: its calls stand in it as text.
const lua: Language = {
  name: 'Lua',
  destroys: /\b(flushall|flushdb|del|unlink|shutdown|restore|rename|[hlsz]rem|ltrim|expire|config)\b/i,
  reads: /^(?!)/,
};

export const redisCli: Tool = {
  names: ['redis-cli', 'valkey-cli', 'keydb-cli'],
  anyCase: true,
  console: typed,
  cases: [
    {
      flag: looking,
      risk: 'read',
      say: 'only looks',
    },
    { flag: '--rdb', risk: 'change', say: 'writes a file' },
    { atMost: 0, risk: 'change', say: 'opens a console' },
  ],
  marks: [
    ...consoleMarks('Redis', { atMost: 0, without: `${looking} --rdb --eval --pipe` }),
    { kind: 'endless', flag: '--stat --latency --latency-history', without: '-i' },
  ],
  flags: {
    plain:
      '-c --raw --no-raw --csv --tls --insecure --no-auth-warning --scan --bigkeys --memkeys --hotkeys --stat --latency --latency-history --version -2 -3',
    valued: '-h -p -s -a -n -u -r -i -d --user --pass --pattern --count --cacert --cert --key --sni --rdb',
    secret: '-a --pass',
    special: {
      '--eval': { valued: true, effect: { risk: 'change', say: 'runs a script that is not shown here' } },
      '-x': {},
      '--pipe': { effect: { risk: 'destroy', say: 'loads whatever it reads over what is there' } },
      '--cluster': { effect: { risk: 'change', say: 'changes the cluster' } },
    },
  },
  verbs: {
    'get|mget|getrange|strlen|exists|type|ttl|pttl|keys|scan|dbsize|info|ping|echo|time|role|lastsave|lolwut|randomkey|object|dump|hget|hmget|hgetall|hkeys|hvals|hlen|hexists|hscan|lrange|llen|lindex|lpos|smembers|scard|sismember|srandmember|sscan|zrange|zrangebyscore|zrevrange|zscore|zcard|zcount|zrank|zscan|xrange|xrevrange|xlen|xinfo|xpending|bitcount|getbit|pfcount|geopos|geodist|hstrlen|command':
      // What follows the command is data, `-1` too.
      reads({ anyOther: true }),
    'monitor|subscribe|psubscribe|ssubscribe': {
      ...reads(),
      marks: [{ kind: 'endless', say: 'prints what happens until it is stopped' }],
    },
    memory: { verbs: { 'usage|stats|doctor|malloc-stats|help': reads(), purge: changes('gives memory back') } },
    slowlog: { verbs: { 'get|len|help': reads(), reset: destroys('clears the slow log') } },
    latency: {
      verbs: { 'latest|history|graph|doctor|histogram|help': reads(), reset: destroys('clears the latency history') },
    },
    client: {
      verbs: {
        'list|info|id|getname|help': reads(),
        'kill|pause|unpause|setname|no-evict': changes('acts on connected clients'),
      },
    },
    config: { verbs: { 'get|help': reads(), 'set|rewrite|resetstat': changes('changes the settings of the server') } },
    cluster: {
      verbs: {
        'info|nodes|slots|shards|slaves|replicas|myid|keyslot|countkeysinslot|getkeysinslot|links|help': reads(),
        'failover|meet|replicate|addslots|setslot|saveconfig': changes('changes the cluster'),
        'reset|forget|delslots|flushslots': destroys('takes nodes or data out of the cluster'),
      },
    },
    sentinel: {
      verbs: {
        'masters|master|slaves|replicas|sentinels|get-master-addr-by-name|ckquorum|myid|info-cache|is-master-down-by-addr|pending-scripts|help':
          reads(),
        config: { verbs: { get: reads(), set: changes('changes the settings of the sentinel') } },
        'failover|flushconfig|monitor|set|simulate-failure|debug': changes(
          'makes another server the primary, or changes who watches',
        ),
        'remove|reset': destroys('forgets a primary, or what is known of it'),
      },
    },
    'eval|evalsha|fcall|eval_ro|evalsha_ro': { runs: { from: 0, as: lua } },
    'flushall|flushdb': destroys('deletes all keys'),
    'del|unlink|hdel|lrem|ltrim|srem|zrem|zremrangebyrank|zremrangebyscore|xdel|xtrim|spop|lpop|rpop|getdel|zpopmin|zpopmax|expire|pexpire|expireat':
      destroys('removes data'),
    'shutdown|debug|migrate|restore|script|function|replicaof|slaveof|swapdb|rename': destroys(
      'may lose data or stop the server',
      {
        cases: [{ operand: 0, is: /^(exists|list|help|stats)$/i, risk: 'read', say: 'only looks' }],
      },
    ),
    'set|setex|setnx|mset|append|incr|incrby|decr|decrby|hset|hmset|hincrby|lpush|rpush|sadd|zadd|zincrby|xadd|persist|publish|bgsave|bgrewriteaof|save|copy|failover|acl|touch':
      changes('changes data'),
  },
};
