// People among the words of a command: Slack writes `@maria` as `<@U123|maria>`. Pure.

const mention = /<@([UW][A-Z0-9]{2,})(?:\|[^>]*)?>/;

/** The id of the first person that is mentioned. */
export function mentionedIn(words: string): string | undefined {
  return mention.exec(words)?.[1];
}

export function withoutMentions(words: string): string {
  return words.replaceAll(new RegExp(mention, 'g'), '').replaceAll(/\s+/g, ' ').trim();
}
