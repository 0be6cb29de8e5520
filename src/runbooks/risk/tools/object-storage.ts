// Copies to and from stores of objects: https://rclone.org/commands/, https://s3tools.org/usage, https://min.io/docs/minio/linux/reference/minio-mc.html.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const dry = '-n --dry-run --fake --fake-run';
const change = (say: string): CommandRule => changes(say, { flags: any, dryRun: dry });
const removal = (say: string): CommandRule => destroys(say, { flags: any, dryRun: dry });
const copying = change('copies objects or files, over others that are there');

export const rclone: Tool = {
  names: ['rclone'],
  flags: {
    plain:
      '-v -vv -q -P --progress --fast-list -n --dry-run -i --interactive --stats-one-line --checksum -c -u --update',
    valued: `--config --transfers --checkers --bwlimit --log-file --log-level --include --exclude --filter --max-age --min-age --stats
      --s3-endpoint --retries --tpslimit`,
  },
  verbs: {
    'ls|lsl|lsd|lsf|lsjson|size|check|cryptcheck|cryptdecode|checksum|about|version|cat|tree|listremotes|hashsum|md5sum|sha1sum|obscure|help|test|gitannex':
      look,
    config: {
      ...change("changes the operator's own settings"),
      marks: [{ kind: 'interactive', atMost: 0 }],
      verbs: {
        'file|paths|providers|userinfo|redacted|touch': look,
        'show|dump': { ...look, marks: [{ kind: 'prints-secret' }] },
        '*': change("changes the operator's own settings"),
      },
    },
    'copy|copyto|copyurl|mkdir|touch|rcat|settier|link|convmv': copying,
    'move|moveto': change('moves objects or files, over others that are there'),
    'sync|bisync': removal('deletes what the source does not have'),
    'mount|nfsmount|serve|rcd': {
      ...change('keeps serving what is stored there'),
      marks: [{ kind: 'endless', without: '--daemon' }],
    },
    ncdu: { ...change('opens a browser of what is stored there'), marks: [{ kind: 'interactive' }] },
    'delete|deletefile|purge|rmdir|rmdirs|cleanup|dedupe': removal('deletes what is stored there'),
    backend: { verbs: { 'features|get|status|stats': look, '*': change('changes what is stored there') } },
    rc: change('sends a command to another rclone'),
  },
};

export const s3cmd: Tool = {
  names: ['s3cmd', 's4cmd', 's5cmd'],
  flags: {
    plain:
      '-n --dry-run -r --recursive -f --force -v --verbose -d --debug -H --human-readable-sizes --no-progress --skip-existing -P -q --json',
    valued:
      '-c --config --host --host-bucket --region --access_key --secret_key --exclude --include --endpoint-url --profile --numworkers',
    secret: '--secret_key --access_key',
  },
  verbs: {
    'ls|la|du|info|accesslog|dumpconf|cat|head|version|select': look,
    'get|put|cp|mb|setacl|setpolicy|modify|restore|tag|cfinvalidate|cfcreate|run|setlifecycle|fixbucket': copying,
    'mv|move': change('moves objects or files, over others that are there'),
    'sync|dsync': changes('copies objects or files, over others that are there', {
      cases: [
        {
          flag: '--delete-removed --delete --delete-after',
          risk: 'destroy',
          say: 'deletes what the source does not have',
        },
      ],
      flags: any,
      dryRun: dry,
    }),
    'del|rm|rb|delpolicy|dellifecycle|abortmp|multipart-abort': removal('deletes what is stored there'),
    signurl: { ...look, marks: [{ kind: 'prints-secret' }] },
  },
};

export const minioClient: Tool = {
  names: ['mc', 'mcli'],
  flags: { plain: '--json --insecure --quiet -q --no-color --debug', valued: '-C --config-dir' },
  verbs: {
    'ls|stat|cat|head|du|tree|find|diff|version|ping|ready|update|od': look,
    share: { ...look, marks: [{ kind: 'prints-secret' }] },
    watch: { ...look, marks: [{ kind: 'endless' }] },
    'cp|mb|put|get|pipe|sql': copying,
    mv: change('moves objects or files, over others that are there'),
    mirror: changes('copies objects or files', {
      cases: [
        { flag: '--remove', risk: 'destroy', say: 'deletes what the source does not have' },
        { flag: '--overwrite', risk: 'change', say: 'copies objects or files, over others that are there' },
      ],
      flags: any,
      dryRun: '--dry-run --fake',
      marks: [{ kind: 'endless', flag: '-w --watch' }],
    }),
    'rm|rb|undo': removal('deletes what is stored there'),
    alias: { verbs: { 'list|ls|set|s|export|import|remove|rm': look } },
    'ilm|policy|anonymous|tag|event|replicate|retention|legalhold|version|quota|encrypt|batch|cors|license|support|idp':
      {
        verbs: {
          'list|ls|info|get|status|get-json|export|tier|diff|describe': {
            ...look,
            verbs: { 'rm|remove|delete': removal('takes it away'), '*': look },
          },
          'remove|rm|clear|reset|cancel|delete': removal('takes it away'),
          '*': change('changes what is kept and who may read it'),
        },
      },
    admin: {
      verbs: {
        'info|prometheus|top|console|inspect|scanner|speedtest': look,
        'trace|logs': { ...look, marks: [{ kind: 'endless' }] },
        'heal|update|kms|cluster|replicate|bucket|profile|idp': {
          ...change('changes the server'),
          verbs: {
            'list|ls|info|status|export': look,
            'remove|rm|delete': removal('takes it away'),
            '*': change('changes the server'),
          },
        },
        service: {
          verbs: {
            restart: change('restarts the server'),
            'stop|freeze': removal('stops the server'),
            unfreeze: change('lets the server go on'),
          },
        },
        'user|group|policy|config|accesskey|decommission|decom|rebalance|tier': {
          verbs: {
            'list|ls|info|get|status|history|export|entities': look,
            'remove|rm|disable|reset|start|cancel|delete|restore|detach': removal('takes access or capacity away'),
            '*': change('changes the server or who may use it'),
          },
        },
      },
    },
  },
};
