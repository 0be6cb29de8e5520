// Addresses of channels and messages, as Slack itself writes them.

/** `workspaceUrl` ends with a slash; Slack says it to whoever tests their token. */
export function linkTo(workspaceUrl: string, channel: string, ts: string | null = null): string {
  const base = `${workspaceUrl}archives/${channel}`;
  return ts === null ? base : `${base}/p${ts.replace('.', '')}`;
}
