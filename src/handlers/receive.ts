// A request on its way to the acknowledgement: its first line in the log and the first span of its trace.

import type { RequestKind } from '../queue/inbox.ts';
import { carrierOn } from './carry-out.ts';
import type { Door } from './register.ts';

/** `work` is given the door on this request's trail. */
export function receive(
  ground: Door,
  key: string,
  { kind, name }: { readonly kind: RequestKind; readonly name?: string | undefined },
  work: (door: Door) => Promise<void>,
): Promise<void> {
  const what = name === undefined ? {} : { 'opsbook.request.name': name };
  return ground.trails.receive(key, { 'opsbook.request.kind': kind, ...what }, async (trail) => {
    const door = carrierOn(ground, trail);
    trail.tell({ trigger: key, kind, name }, 'a request came in');
    await work(door);
  });
}
