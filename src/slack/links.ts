// Addresses of channels and messages, as Slack itself writes them.

/** Without knowing the workspace: Slack asks the reader's own. https://docs.slack.dev/interactivity/deep-linking */
export function linkAnywhere(channel: string, ts: string): string {
  return `https://slack.com/app_redirect?channel=${channel}&message_ts=${ts}`;
}

/** `workspaceUrl` ends with a slash; Slack says it to whoever tests their token. */
export function linkTo(workspaceUrl: string, channel: string, ts: string | null = null): string {
  const base = `${workspaceUrl}archives/${channel}`;
  return ts === null ? base : `${base}/p${ts.replace('.', '')}`;
}
