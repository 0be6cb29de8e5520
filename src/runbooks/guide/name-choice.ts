// A choice between the ways of a guide as a step: names and labels within the limits of a written `choose` block.

import type { ChooseStep } from '../model.ts';
import { slug } from './slug.ts';
import { withoutTail } from './text-ends.ts';

/** Slack's longest text of a button: https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const longestLabel = 75;
const longestValue = 40;

/** `nth` counts the choices of a procedure from 1. */
export function nameChoice(nth: number): string {
  return nth === 1 ? 'choice' : `choice${nth}`;
}

/** `title` may be empty. Two ways of one title get a number. */
export function chooseStep(
  name: string,
  ways: readonly { readonly title: string }[],
  title: string,
  line: number,
): ChooseStep {
  const labels = new Set<string>();
  const values = new Set<string>();
  const options = ways.map((way, index) => {
    const plain = withoutTail(way.title.trim(), ':') || `Way ${index + 1}`;
    const label = unlike(fitted(plain, longestLabel), labels, (nth) => `${fitted(plain, longestLabel - 5)} (${nth})`);
    const [start = plain] = plain.split(/[:(–—]/);
    const value = slug(start, longestValue);
    return { label, value: unlike(/^[a-z]/.test(value) ? value : 'way', values, (nth) => `way-${nth}`) };
  });
  return {
    kind: 'choose',
    title: title === '' ? 'Choose one way' : title,
    line,
    risk: 'read',
    because: [],
    marks: [],
    name,
    options,
  };
}

function unlike(text: string, taken: Set<string>, other: (nth: number) => string): string {
  let fresh = text;
  for (let nth = 2; taken.has(fresh); nth += 1) fresh = other(nth);
  taken.add(fresh);
  return fresh;
}

function fitted(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
