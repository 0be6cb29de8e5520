// What surrounds the blocks of a modal or home view: actions name the view instead of a message.
import type { Surroundings } from '../blocks/spot.ts';
import type { Desk } from '../desk.ts';
import type { View } from '../protocol.ts';

export function surroundingsOf(view: View, desk: Desk): Surroundings {
  const form = desk.formFor(view.id);
  return {
    directory: desk.state,
    form,
    fallback: '',
    act(control, blockId, actionId, value) {
      const place = { viewId: view.id };
      if (desk.send({ kind: 'action', place, blockId, actionId, value, state: form.values() })) desk.hold(control);
    },
  };
}
