// Slack's limits, with their sources; characters are Unicode code points.

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const sectionText = 3000;
/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const headerText = 150;
/** https://docs.slack.dev/reference/block-kit/blocks */
export const blocksInMessage = 50;
/** `msg_blocks_too_long` sets in between 12,000 and 13,200 (slackapi/bolt-js#2509); we stay below. */
export const allBlockText = 11_500;
/** `text` of chat.update and chat.postEphemeral: https://docs.slack.dev/reference/methods/chat.update */
export const messageText = 4000;
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const buttonText = 75;
export const buttonValue = 2000;
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const optionText = 75;
/** https://docs.slack.dev/reference/views/modal-views */
export const modalTitle = 24;
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
export const inputLength = 3000;
/** Topic and purpose: https://docs.slack.dev/reference/methods/conversations.setTopic */
export const channelTopic = 250;
/** https://docs.slack.dev/reference/methods/conversations.invite */
export const invitedAtOnce = 100;
