// Somebody looks at the app's home tab: it is published, and kept up to date from then on. https://docs.slack.dev/reference/events/app_home_opened

import { z } from 'zod';
import { personId } from '../../ids.ts';
import { openHome } from '../../verbs/home.ts';
import type { EventListener } from '../edge.ts';

/** The tab with messages is told of by the same event. */
const payload = z.object({ user: personId, channel: z.string(), tab: z.literal('home'), view: z.unknown().optional() });

export const event: EventListener = {
  id: 'app_home_opened',
  isPersonal: true,
  channelOf: (raw) => payload.safeParse(raw).data?.channel,
  act: async (raw, happening, workshop) => {
    const { user: person, view } = payload.parse(raw);
    await openHome(workshop, happening, { person, isBlank: view === undefined });
  },
};
