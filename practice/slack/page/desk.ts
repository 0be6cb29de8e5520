// What every panel of the page may do: look at the state, talk to the server, open things.
import type { FormState } from './blocks/form-state.ts';
import type { FromPage } from './protocol.ts';
import type { PageState } from './state.ts';

export interface Desk {
  readonly state: PageState;
  /** False when the server is away; the page has then said so. */
  send(frame: FromPage): boolean;
  /** Shows a control as working until something answers. */
  hold(control: HTMLElement): void;
  /** What was put into the inputs of one message or view, by any key that is unique on the page. */
  formFor(key: string): FormState;
  openThread(channel: string, ts: string): void;
}
