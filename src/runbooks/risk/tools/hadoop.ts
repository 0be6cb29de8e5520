// Hadoop and what runs on it: hdfs, yarn, spark, flink.

import { destructiveName } from '../danger-words.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';
import { yarn as packageYarn } from './build-tools.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const change = (say: string): CommandRule => changes(say, { flags: any });
const removal = (say: string): CommandRule => destroys(say, { flags: any });
const server: CommandRule = { ...change('runs in the foreground'), marks: [{ kind: 'endless' }] };

export const spark: Tool = {
  names: ['spark-submit', 'spark-class', 'spark-run'],
  anyFolder: true,
  ...changes('starts a job', {
    cases: [
      { flag: '--kill', risk: 'destroy', say: 'ends a job' },
      { flag: '--status --version', risk: 'read', say: 'only looks' },
      { some: destructiveName, risk: 'destroy', say: 'starts a job whose name says that it removes something' },
    ],
    flags: {
      anyOther: true,
      valued: `--class --master --deploy-mode --name --conf -c --jars --packages --files --driver-memory --executor-memory --num-executors
        --executor-cores --queue --principal --keytab --properties-file --py-files --kill --status`,
    },
  }),
};

const hdfsFiles: CommandRule = {
  cases: [
    { flag: '-rm -rmr -rmdir -expunge -truncate -deleteSnapshot', risk: 'destroy', say: 'removes files' },
    {
      flag: `-put -copyFromLocal -moveFromLocal -moveToLocal -mkdir -touch -touchz -chmod -chown -chgrp -mv -cp -appendToFile -setrep
        -setfacl -setfattr -get -copyToLocal -getmerge -createSnapshot -renameSnapshot -concat`,
      risk: 'change',
      say: 'copies or changes files',
    },
    {
      flag: '-ls -lsr -cat -du -dus -df -count -stat -tail -head -test -text -checksum -find -getfacl -getfattr -usage -help',
      risk: 'read',
      say: 'only looks',
    },
  ],
  flags: any,
};

const yarnApplication: CommandRule = {
  cases: [
    { flag: '-kill -stop -destroy', risk: 'destroy', say: 'ends a job' },
    {
      flag: '-movetoqueue -updatePriority -updateLifetime -changeQueue -start -save -launch -flex',
      risk: 'change',
      say: 'changes a job',
    },
    { flag: '-list -status -help -appStates', risk: 'read', say: 'only looks' },
  ],
  flags: any,
};

// Hadoop's yarn shares its name with a package manager.
export const yarn: Tool = {
  ...packageYarn,
  names: ['yarn'],
  singleDash: true,
  verbs: {
    ...packageYarn.verbs,
    'application|applicationattempt|app|container': yarnApplication,
    'logs|node|queue|cluster|top|classpath|schedulerconf|timelinereader': look,
    rmadmin: changes('changes the cluster', {
      cases: [
        { flag: '-getServiceState -checkHealth -getAllServiceState -getGroups', risk: 'read', say: 'only looks' },
      ],
      flags: any,
    }),
  },
};

// https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-hdfs/HDFSCommands.html
export const hdfs: Tool = {
  names: ['hdfs', 'hadoop', 'mapred', 'ozone'],
  anyFolder: true,
  singleDash: true,
  flags: { valued: '--config --loglevel' },
  verbs: {
    'dfs|fs': hdfsFiles,
    'version|getconf|groups|oiv|oev|snapshotDiff|lsSnapshottableDir|classpath|checknative|envvars|storagepolicies|dfsrouter':
      look,
    fsck: changes('looks through the file system', {
      cases: [
        { flag: '-delete', risk: 'destroy', say: 'deletes broken files' },
        { flag: '-move', risk: 'change', say: 'moves broken files' },
        { without: '-delete -move', risk: 'read', say: 'only looks' },
      ],
      flags: any,
    }),
    dfsadmin: changes('changes the cluster', {
      cases: [
        {
          flag: '-finalizeUpgrade -deleteBlockPool -shutdownDatanode -clrQuota -clrSpaceQuota',
          risk: 'destroy',
          say: 'stops a machine, or takes data or limits away',
        },
        {
          flag: '-report -printTopology -getDatanodeInfo -metasave -listOpenFiles -getBalancerBandwidth -upgrade -help',
          risk: 'read',
          say: 'only looks',
        },
        { flag: '-safemode', some: /^get$/, risk: 'read', say: 'only looks' },
      ],
      flags: any,
    }),
    haadmin: changes('makes another server the active one', {
      cases: [{ flag: '-getServiceState -getAllServiceState -checkHealth -help', risk: 'read', say: 'only looks' }],
      flags: any,
    }),
    'namenode|journalnode|datanode|secondarynamenode|zkfc|nfs3|portmap': {
      ...server,
      cases: [
        { flag: '-format -rollback -importCheckpoint -formatZK', risk: 'destroy', say: 'makes the file system anew' },
      ],
    },
    job: {
      cases: [
        { flag: '-kill -kill-task -fail-task', risk: 'destroy', say: 'ends a job' },
        { flag: '-set-priority -submit', risk: 'change', say: 'starts or changes a job' },
        {
          flag: '-list -status -history -counter -events -logs -list-active-trackers',
          risk: 'read',
          say: 'only looks',
        },
      ],
      flags: any,
    },
    'balancer|mover|cacheadmin|crypto|diskbalancer|ec|distcp|jar|archive|queue|debug':
      change('moves data or starts jobs'),
  },
};

export const flink: Tool = {
  names: ['flink'],
  anyFolder: true,
  verbs: {
    'list|info': look,
    'run|run-application': change('starts a job'),
    savepoint: changes('saves the state of a job', {
      cases: [{ flag: '-d --dispose', risk: 'destroy', say: 'deletes a saved state' }],
      flags: any,
    }),
    checkpoint: change('saves the state of a job'),
    'cancel|stop': removal('ends a job'),
  },
};
