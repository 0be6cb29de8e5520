// MongoDB's shells and tools: https://www.mongodb.com/docs/mongodb-shell/, https://www.mongodb.com/docs/database-tools/.

import { consoleMarks } from '../console-marks.ts';
import type { Language } from '../language.ts';
import { destructiveName } from '../danger-words.ts';
import { fileCases } from '../statement-files.ts';
import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';

// A command document asks, or acts: `db.adminCommand({ ping: 1 })`.
const asking =
  `ping|serverStatus|replSetGetStatus|replSetGetConfig|currentOp|buildInfo|hostInfo|hello|isMaster|listDatabases|listCollections
  |listIndexes|listShards|dbStats|collStats|getParameter|getCmdLineOpts|getLog|connectionStatus|top|connPoolStats|balancerStatus|count
  |find|aggregate|dbHash|validate|usersInfo|rolesInfo|explain|getDefaultRWConcern|getShardMap`.replace(/\s+/g, '');

const acting =
  `insert\\w*|update\\w*|replaceOne|bulkWrite|save|create\\w*|ensureIndex|hideIndex|unhideIndex|reIndex|grant\\w*|revoke\\w*|initiate
  |changeUserPassword|reconfig|add|addArb|syncFrom|enableSharding|shardCollection|moveChunk|split\\w*|startBalancer|stopBalancer|add
  |setBalancerState|enableBalancing|disableBalancing|addShard\\w*|setParameter|setProfilingLevel|setLogLevel|fsyncLock|fsyncUnlock|compact
  |findOneAndUpdate|findOneAndReplace|findAndModify|load|eval|auth|mapReduce|watch|startSession|stepDown|freeze|killOp|renameCollection`.replace(
    /\s+/g,
    '',
  );

// Methods that only look, and what may stand around them. Any other call is a change.
const looking =
  `find findOne count countDocuments estimatedDocumentCount distinct aggregate explain sort limit skip toArray pretty
  forEach map filter reduce join keys entries values includes indexOf slice push concat toFixed toString valueOf length print printjson
  hasNext next itcount size hint batchSize maxTimeMS readPref comment project projection objsLeftInBatch
  status conf config printReplicationInfo printSecondaryReplicationInfo printSlaveReplicationInfo isMaster hello
  getCollection getSiblingDB getDB getName getMongo getCollectionNames getCollectionInfos getIndexes getIndexKeys stats dataSize
  storageSize totalSize totalIndexSize latencyStats validate serverStatus currentOp currentOP hostInfo serverBuildInfo version
  getReplicationInfo getUsers getUser getRoles getRole getProfilingStatus getProfilingLevel getLogComponents getShardDistribution
  getShardVersion getBalancerState isBalancerRunning printShardingStatus connectionStatus getParameter getCmdLineOpts listCommands
  help ObjectId ISODate Date NumberLong NumberInt NumberDecimal UUID Timestamp JSON.stringify stringify parse tojson EJSON.stringify
  function if for while switch return typeof Object Array String Number Math round floor max min assert quit exit sleep secondaryOk adminCommand runCommand catch
  setSecondaryOk slaveOk setReadPref use show listDatabases getDBNames getDBs rs sh`
    .trim()
    .split(/\s+/)
    .map((name) => name.replace('.', String.raw`\.`))
    .join('|');

const mongoScript: Language = {
  name: 'MongoDB',
  destroys:
    /\b(drop\w*|remove\w*|delete\w*|findOneAndDelete|shutdownServer|movePrimary|convertToCapped|cleanupOrphaned|resync)\s*\(|\bupdate(Many)?\s*\(\s*\{\s*\}\s*,|\bremove["']?\s*:\s*true|\b(dropDatabase|dropIndexes|drop|delete|shutdown|removeShard)["']?\s*:|\$out\b/,
  changes: new RegExp(
    String.raw`\b(?:${acting})\s*\(|\$merge\b|\b(?:adminCommand|runCommand)\s*\(\s*(?!\{?\s*["']?(?:${asking})\b)`,
  ),
  reads: new RegExp(
    String.raw`^(?![\s\S]*(?:\]\s*\(|\$where|\$function|\$accumulator|\bnew\s+Function|` +
      String.raw`[\w$]{61}|\b(?!(?:${looking})\s*\()[A-Za-z_$][\w$]{0,60}\s*\())[\s\S]*$`,
  ),
};

const connection: Flags = {
  plain:
    '--quiet --norc --tls --ssl --nodb --tlsAllowInvalidCertificates --tlsAllowInvalidHostnames --sslAllowInvalidCertificates --verbose -v --ipv6 --oplog --gzip --retryWrites',
  valued: `--host -h --port -u --username --authenticationDatabase --authenticationMechanism --tlsCAFile --sslCAFile --tlsCertificateKeyFile
    --sslPEMKeyFile -d --db -c --collection -q --query --queryFile --readPreference --uri --json --apiVersion -f --fields --fieldFile
    --type --sort --limit --skip --numParallelCollections -j --excludeCollection --nsInclude --nsExclude --nsFrom --nsTo`,
  attached: '-p --password',
  secret: '-p --password --uri',
};

export const mongoShell: Tool = {
  names: ['mongosh', 'mongo'],
  cases: [
    ...fileCases('-f --file'),
    { flag: '-f --file', risk: 'change', say: 'runs a script that is not shown here' },
    {
      some: new RegExp(`${destructiveName.source}.*\\.m?js$`, 'i'),
      risk: 'destroy',
      say: 'runs a script whose name says that it removes something',
    },
    { some: /\.m?js$/, risk: 'change', say: 'runs a script that is not shown here' },
  ],
  flags: {
    ...connection,
    valued: `${connection.valued ?? ''} -f --file`,
    special: { '--eval': { valued: true, runs: mongoScript } },
  },
  input: mongoScript,
  console: mongoScript,
  marks: consoleMarks('MongoDB', { without: '--eval -f --file' }),
};

export const mongoCopies: Tool = {
  names: ['mongodump'],
  ...changes('writes a copy of the database into files', {
    cases: [{ flag: '--archive --archive=-', without: '-o --out', risk: 'read', say: 'only prints' }],
    flags: {
      ...connection,
      attached: `${connection.attached ?? ''} --archive`,
      valued: `${connection.valued ?? ''} -o --out`,
    },
  }),
};

export const mongoLooking: Tool = {
  names: ['mongoexport', 'bsondump', 'mongostat', 'mongotop'],
  ...reads({
    ...connection,
    anyOther: true,
    special: {
      '-o': { valued: true, writes: true },
      '--out': { valued: true, writes: true },
      '--outFile': { valued: true, writes: true },
    },
  }),
};

export const mongoImport: Tool = {
  names: ['mongoimport'],
  ...changes('adds or changes documents', {
    cases: [{ flag: '--drop', risk: 'destroy', say: 'deletes the collection first' }],
    flags: { ...connection, anyOther: true },
  }),
};

export const mongorestore: Tool = {
  names: ['mongorestore'],
  ...destroys('loads a saved copy into the database', {
    flags: { ...connection, plain: `${connection.plain ?? ''} --dryRun`, anyOther: true },
    dryRun: '--dryRun',
  }),
};

export const mongofiles: Tool = {
  names: ['mongofiles'],
  flags: connection,
  verbs: {
    'list|search': reads(connection),
    'get|get_id|get_regex|put|put_id': changes('copies files', { flags: { anyOther: true } }),
    'delete|delete_id': destroys('deletes files', { flags: { anyOther: true } }),
  },
};
