// Every method this workspace knows. A method that is not here answers `unknown_method`.

import { appsMethods } from './apps.ts';
import { bookmarksMethods } from './bookmarks.ts';
import { canvasesMethods } from './canvases.ts';
import { chatMethods } from './chat.ts';
import { conversationsMethods } from './conversations.ts';
import { filesMethods } from './files.ts';
import { membershipMethods } from './membership.ts';
import type { Method } from './method.ts';
import { pinsMethods } from './pins.ts';
import { reactionsMethods } from './reactions.ts';
import { usergroupsMethods } from './usergroups.ts';
import { usersMethods } from './users.ts';
import { viewsMethods } from './views.ts';

export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    ...appsMethods,
    ...bookmarksMethods,
    ...canvasesMethods,
    ...chatMethods,
    ...conversationsMethods,
    ...filesMethods,
    ...membershipMethods,
    ...pinsMethods,
    ...reactionsMethods,
    ...usergroupsMethods,
    ...usersMethods,
    ...viewsMethods,
  }),
);
