// What stands at the other end of standard output: whether somebody watches, how wide it is, and whether it shows colours. A colour never
// says anything that the words do not say too.

import { styleText } from 'node:util';
import type { Environment } from '../config.ts';

export type Tone = 'good' | 'bad' | 'wait' | 'quiet' | 'strong';

export interface Screen {
  /** A person is there who sees what is printed and can be asked. */
  readonly isWatched: boolean;
  /** Columns; undefined where nothing is to be cut. */
  readonly width: number | undefined;
  readonly paint: (tone: Tone, text: string) => string;
  /** A line for as long as it is true: the next line takes its place. Nothing where nobody watches. */
  readonly passing: (line: string) => void;
}

export interface Streams {
  readonly input: { readonly isTTY?: boolean };
  readonly output: {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly write: (text: string) => unknown;
  };
}

const styles = { good: 'green', bad: 'red', wait: 'yellow', quiet: 'gray', strong: 'bold' } as const;

export function openScreen(
  environment: Environment,
  { input, output }: Streams,
): { readonly screen: Screen; readonly print: (line: string) => void } {
  const isShown = output.isTTY === true && environment['TERM'] !== 'dumb';
  const width = isShown && output.columns !== undefined && output.columns > 0 ? output.columns : undefined;
  const hasColours = wantsColours(environment) ?? isShown;
  let isPassing = false;
  const wipe = (): void => {
    if (isPassing) output.write('\r\u001B[2K');
    isPassing = false;
  };
  return {
    print: (line) => {
      wipe();
      output.write(`${line}\n`);
    },
    screen: {
      // A question that does not know how wide it may be cannot be drawn: a serial line says 0 columns.
      isWatched: width !== undefined && input.isTTY === true,
      width,
      paint: (tone, text) =>
        hasColours && text !== '' ? styleText(styles[tone], text, { validateStream: false }) : text,
      passing: (line) => {
        if (!isShown) return;
        wipe();
        output.write(line);
        isPassing = line !== '';
      },
    },
  };
}

/** As Node itself goes by them (https://nodejs.org/api/tty.html#writestreamgetcolordepthenv): FORCE_COLOR before NO_COLOR. */
function wantsColours(environment: Environment): boolean | undefined {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return (environment['NO_COLOR'] ?? '') === '' ? undefined : false;
}
