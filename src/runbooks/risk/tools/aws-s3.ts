// `aws s3`: https://docs.aws.amazon.com/cli/latest/reference/s3/. Objects are gone when they are removed, unless the bucket keeps versions.

import { changes, destroys, reads } from '../tool.ts';
import type { CommandRule, Flags } from '../tool.ts';

const flags: Flags = {
  plain: `--dryrun --recursive --quiet --no-progress --only-show-errors --human-readable --summarize --delete --exact-timestamps
    --size-only --no-guess-mime-type --follow-symlinks --no-follow-symlinks --force --force-glacier-transfer`,
  valued: `--exclude --include --acl --storage-class --sse --sse-kms-key-id --content-type --cache-control --metadata
    --metadata-directive --expires --expires-in --page-size --request-payer --source-region --website-redirect
    --expected-size --grants --content-encoding --content-disposition`,
};

export const awsS3: CommandRule = {
  verbs: {
    ls: reads(flags),
    presign: {
      ...reads(flags),
      marks: [{ kind: 'prints-secret', say: 'prints a link that opens the object to anybody' }],
    },
    cp: changes('copies objects or files, over others that are there', {
      cases: [{ operand: 1, is: /^(-|\/dev\/(stdout|null))$/, risk: 'read', say: 'only prints' }],
      flags,
      dryRun: '--dryrun',
    }),
    mv: changes('moves objects or files, over others that are there', { flags, dryRun: '--dryrun' }),
    sync: changes('copies objects or files, over others that are there', {
      cases: [
        { flag: '--delete', risk: 'destroy', say: 'deletes what the source does not have' },
        {
          every: /^s3:/,
          operand: 0,
          is: /backup|snapshot|\bdump/i,
          risk: 'destroy',
          say: 'puts a saved copy over what is there now',
        },
      ],
      flags,
      dryRun: '--dryrun',
    }),
    rm: destroys('removes objects for good', {
      cases: [{ flag: '--recursive', risk: 'destroy', say: 'removes everything below it for good' }],
      flags,
      dryRun: '--dryrun',
    }),
    rb: destroys('removes the bucket', {
      cases: [{ flag: '--force', risk: 'destroy', say: 'removes the bucket with everything in it' }],
      flags,
    }),
    'mb|website': changes('makes or changes a bucket', { flags }),
  },
};
