// find looks, unless its expression deletes, writes or runs something.

import { reads } from '../tool.ts';
import type { Tool } from '../tool.ts';

export const find: Tool = {
  names: ['find'],
  singleDash: true,
  ...reads({
    plain: `-a -o -not -and -or -print -print0 -ls -quit -prune -depth -daystart -follow -H -L -P -xdev -mount -empty
      -executable -readable -writable -true -false -nouser -nogroup -O1 -O2 -O3`,
    valued: `-name -iname -path -ipath -wholename -regex -iregex -regextype -lname -type -xtype -size -mtime -mmin -atime -amin
      -ctime -cmin -newer -anewer -cnewer -newermt -user -group -uid -gid -perm -links -inum -samefile -maxdepth -mindepth
      -fstype -printf -used`,
    special: {
      '-exec': { collects: true },
      '-execdir': { collects: true },
      '-ok': { collects: true },
      '-okdir': { collects: true },
      '-delete': { effect: { risk: 'destroy', say: 'deletes every file that it finds' } },
      '-fprint': { valued: true, writes: true },
      '-fprint0': { valued: true, writes: true },
      '-fls': { valued: true, writes: true },
      '-fprintf': { valued: true, writes: true },
    },
  }),
};
