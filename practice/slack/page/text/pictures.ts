// Pictures for the signs that cards are made of, so that they look alike everywhere, also where no emoji font is installed.
import type { Path } from '../icon.ts';
import { emojiCharacter } from './emoji.ts';

const red = '#d63a45';
const orange = '#ee8a2e';
const yellow = '#f2c037';
const green = '#2f9e58';
const blue = '#3b7ddd';
const purple = '#8a5cc4';
const pale = '#e9e6de';
const dark = '#3a4046';
const grey = '#8b939a';

const disc = 'M10 2a8 8 0 1 0 .01 0z';
const square =
  'M4.8 2.5h10.4a2.3 2.3 0 0 1 2.3 2.3v10.4a2.3 2.3 0 0 1-2.3 2.3H4.8a2.3 2.3 0 0 1-2.3-2.3V4.8a2.3 2.3 0 0 1 2.3-2.3z';
const tick = 'M5.8 10.4l3 3.1 5.4-7';
const sheet = 'M4.5 2h8l3 3v13h-11z';
const dialFace = 'M10 3.5a7 7 0 1 0 .01 0z';
const dialHands = 'M10 6.5v4l2.6 1.6';
const onSquare = (colour: string, line: string): readonly Path[] => [
  { d: square, fill: colour },
  { d: line, stroke: '#fff' },
];

const byName: Readonly<Record<string, readonly Path[]>> = {
  red_circle: [{ d: disc, fill: red }],
  large_orange_circle: [{ d: disc, fill: orange }],
  large_yellow_circle: [{ d: disc, fill: yellow }],
  large_green_circle: [{ d: disc, fill: green }],
  large_blue_circle: [{ d: disc, fill: blue }],
  large_purple_circle: [{ d: disc, fill: purple }],
  white_circle: [{ d: disc, fill: pale, stroke: grey }],
  black_circle: [{ d: disc, fill: dark }],
  red_square: [{ d: square, fill: red }],
  large_orange_square: [{ d: square, fill: orange }],
  large_yellow_square: [{ d: square, fill: yellow }],
  large_green_square: [{ d: square, fill: green }],
  large_blue_square: [{ d: square, fill: blue }],
  white_large_square: [{ d: square, fill: pale, stroke: grey }],
  black_large_square: [{ d: square, fill: dark }],
  white_check_mark: onSquare(green, tick),
  heavy_check_mark: [{ d: 'M3.5 10.8l4.2 4.4L16.5 4.5', stroke: green }],
  ballot_box_with_check: onSquare(blue, tick),
  x: [{ d: 'M4.5 4.5l11 11M15.5 4.5l-11 11', stroke: red }],
  heavy_minus_sign: [{ d: 'M4 10h12', stroke: grey }],
  heavy_plus_sign: [{ d: 'M4 10h12M10 4v12', stroke: grey }],
  question: [{ d: 'M6.8 7.2a3.2 3.2 0 1 1 4.7 2.7c-1 .6-1.5 1.1-1.5 2.4M10 16v.1', stroke: red }],
  grey_question: [{ d: 'M6.8 7.2a3.2 3.2 0 1 1 4.7 2.7c-1 .6-1.5 1.1-1.5 2.4M10 16v.1', stroke: grey }],
  exclamation: [{ d: 'M10 3.5v8M10 16v.1', stroke: red }],
  warning: [
    { d: 'M10 2.6l8 14.4H2z', fill: yellow, stroke: yellow },
    { d: 'M10 7.6v4.6M10 14.8v.1', stroke: dark },
  ],
  no_entry: [
    { d: disc, fill: red },
    { d: 'M6 10h8', stroke: '#fff' },
  ],
  no_entry_sign: [{ d: 'M10 3a7 7 0 1 0 .01 0zM5.2 5.2l9.6 9.6', stroke: red }],
  octagonal_sign: [
    { d: 'M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7z', fill: red },
    { d: 'M6.5 10h7', stroke: '#fff' },
  ],
  dart: [
    { d: disc, fill: red },
    { d: 'M10 6.5a3.5 3.5 0 1 0 .01 0z', stroke: '#fff' },
  ],
  rotating_light: [
    { d: 'M5.2 14.5V11a4.8 4.8 0 0 1 9.6 0v3.5z', fill: red },
    { d: 'M3.5 15h13v3h-13z', fill: grey },
    { d: 'M10 1.6v1.8M3.4 4l1.3 1.3M16.6 4l-1.3 1.3', stroke: orange },
  ],
  lock: [
    { d: 'M6.6 9.5V7a3.4 3.4 0 0 1 6.8 0v2.5', stroke: grey },
    { d: 'M4.5 9h11v8.5h-11z', fill: yellow },
  ],
  unlock: [
    { d: 'M6.6 9.5V6a3.4 3.4 0 0 1 6.6-1', stroke: grey },
    { d: 'M4.5 9h11v8.5h-11z', fill: yellow },
  ],
  pushpin: [
    { d: 'M9.5 10.5L4 17', stroke: grey },
    { d: 'M11.5 2.5a5 5 0 1 0 .01 0z', fill: red },
  ],
  eyes: [
    {
      d: 'M6 5c1.7 0 3 2.2 3 5s-1.3 5-3 5-3-2.2-3-5 1.3-5 3-5zM14 5c1.7 0 3 2.2 3 5s-1.3 5-3 5-3-2.2-3-5 1.3-5 3-5z',
      fill: '#fff',
      stroke: grey,
    },
    { d: 'M7 8.5a1.6 1.6 0 1 0 .01 0zM15 8.5a1.6 1.6 0 1 0 .01 0z', fill: dark },
  ],
  hourglass: [
    { d: 'M5.5 2.5h9M5.5 17.5h9M6.5 3c0 4 2.6 5 2.6 7s-2.6 3-2.6 7M13.5 3c0 4-2.6 5-2.6 7s2.6 3 2.6 7', stroke: grey },
    { d: 'M7.4 16.6c.4-2 1.7-2.6 2.6-3.4.9.8 2.2 1.4 2.6 3.4z', fill: yellow },
  ],
  arrow_forward: [
    { d: square, fill: blue },
    { d: 'M7.8 6l6 4-6 4z', fill: '#fff' },
  ],
  double_vertical_bar: onSquare(blue, 'M8 6.5v7M12 6.5v7'),
  black_square_for_stop: [
    { d: square, fill: blue },
    { d: 'M7 7h6v6H7z', fill: '#fff' },
  ],
  information_source: onSquare(blue, 'M10 9.5v5M10 6v.1'),
  leftwards_arrow_with_hook: onSquare(blue, 'M14.2 6.5v2a2.6 2.6 0 0 1-2.6 2.6H6M8.4 8.4L5.8 11l2.6 2.6'),
  arrows_counterclockwise: onSquare(
    blue,
    'M5.6 9a4.6 4.6 0 0 1 8.2-1.8M14 4.8v2.6h-2.6M14.4 11a4.6 4.6 0 0 1-8.2 1.8M6 15.2v-2.6h2.6',
  ),
  page_facing_up: [
    { d: sheet, fill: pale, stroke: grey },
    { d: 'M7 8h6M7 11h6M7 14h4', stroke: grey },
  ],
  memo: [
    { d: sheet, fill: pale, stroke: grey },
    { d: 'M7 8h4M7 11h3', stroke: grey },
    { d: 'M16.8 8.2l-6.4 6.6', stroke: orange },
  ],
  raised_hand: [
    { d: 'M6.3 11V6M9 10V3.6M11.6 10V4M14.2 11V6.2M6 11.5l-2.4-2', stroke: yellow },
    { d: 'M5 10h10.4v3.2a5.2 5.2 0 0 1-10.4 0z', fill: yellow },
  ],
  '+1': [
    { d: 'M7.8 9l3-6.4c2.1 0 2.2 2.2 1.5 5.2h4a1.4 1.4 0 0 1 1.3 1.8l-1.7 6a2 2 0 0 1-1.9 1.4H7.8z', fill: yellow },
    { d: 'M3 9h3.6v8H3z', fill: blue },
  ],
  tada: [
    { d: 'M2.5 17.8L6.4 7.4l6.3 6.3z', fill: yellow },
    { d: 'M10 7.4c.4-2 .2-3-.6-4.4M13 10.4c1.6-.6 2.8-.4 4 .3', stroke: purple },
    { d: 'M14 4.2v.1M17 7v.1M13 7.4v.1', stroke: red },
  ],
  fire: [
    {
      d: 'M10.4 1.8c.8 3.4 5 4.9 5 9.6a5.4 5.4 0 0 1-10.8.1c0-2.2 1-3.7 2.2-4.7.1 1.5.7 2.3 1.5 2.6-.1-2.8.4-5.4 2.1-7.6z',
      fill: orange,
    },
  ],
  stopwatch: [
    { d: dialFace, fill: pale, stroke: grey },
    { d: `${dialHands}M8.5 1.5h3`, stroke: dark },
  ],
  alarm_clock: [
    { d: dialFace, fill: pale, stroke: red },
    { d: dialHands, stroke: dark },
  ],
  bell: [
    { d: 'M4.5 14.5c1.4-1.4 1.2-3 1.4-5a4.1 4.1 0 0 1 8.2 0c.2 2 0 3.6 1.4 5z', fill: yellow },
    { d: 'M9 17h2', stroke: grey },
  ],
  speech_balloon: [{ d: 'M3 4h14v9.5H9.5L6 17v-3.5H3z', fill: blue }],
  mag: [{ d: 'M8.5 3.5a5 5 0 1 0 .01 0zM12.2 12.2l4.3 4.3', stroke: grey }],
};

const bare = (character: string): string => character.replaceAll('\u{FE0F}', '');
const alike = new Map([['hourglass_flowing_sand', 'hourglass']]);

const byCharacter = new Map<string, readonly Path[]>();
for (const [name, paths] of Object.entries(byName)) byCharacter.set(bare(emojiCharacter(name) ?? name), paths);
for (const [name, same] of alike) byCharacter.set(bare(emojiCharacter(name) ?? name), byName[same] ?? []);

/** The picture for a character; undefined for the many that are left to the reader's fonts. */
export function pictureOf(character: string): readonly Path[] | undefined {
  return byCharacter.get(bare(character));
}

/** Finds the characters with a picture; a skin tone or a joined sequence is another character and is left alone. */
export const pictured = new RegExp(
  `(?:${[...byCharacter.keys()].join('|')})\\u{FE0F}?(?![\\u{1F3FB}-\\u{1F3FF}\\u{200D}])`,
  'gu',
);
