// redis-cli: the server's commands are the verbs. https://redis.io/docs/latest/commands/

import { changes, destroys, reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const redisCli: Tool = {
  names: ['redis-cli', 'valkey-cli', 'keydb-cli'],
  anyCase: true,
  cases: [
    {
      flag: '--scan --bigkeys --memkeys --hotkeys --stat --latency --latency-history --version',
      risk: 'read',
      say: 'only looks',
    },
    { flag: '--rdb', risk: 'change', say: 'writes a file' },
    { atMost: 0, risk: 'change', say: 'opens a console' },
  ],
  flags: {
    plain:
      '-c --raw --no-raw --csv --tls --insecure --no-auth-warning --scan --bigkeys --memkeys --hotkeys --stat --latency --latency-history --version -2 -3',
    valued: '-h -p -s -a -n -u -r -i -d --user --pass --pattern --count --cacert --cert --key --sni --rdb',
    special: {
      '--eval': { valued: true, effect: { risk: 'change', say: 'runs a script that is not shown here' } },
      '-x': {},
    },
  },
  verbs: {
    'get|mget|getrange|strlen|exists|type|ttl|pttl|keys|scan|dbsize|info|ping|echo|time|role|lastsave|lolwut|randomkey|object|dump|hget|hmget|hgetall|hkeys|hvals|hlen|hexists|hscan|lrange|llen|lindex|lpos|smembers|scard|sismember|srandmember|sscan|zrange|zrangebyscore|zrevrange|zscore|zcard|zcount|zrank|zscan|xrange|xrevrange|xlen|xinfo|xpending|bitcount|getbit|pfcount|geopos|geodist|hstrlen|command':
      reads(),
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
        'info|nodes|slots|shards|myid|keyslot|countkeysinslot|getkeysinslot|links|help': reads(),
        'failover|meet|replicate|addslots|setslot|saveconfig': changes('changes the cluster'),
        'reset|forget|delslots|flushslots': destroys('takes nodes or data out of the cluster'),
      },
    },
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
