// Slack's own client, which says of each call how it went.

import { WebClient, WebClientEvent, type WebAPICallResult, type WebClientOptions } from '@slack/web-api';

export interface CallWatch {
  readonly answered: () => void;
  readonly failed: (thrown: unknown) => void;
  /** Slack asked for fewer calls of this method; the client may try again by itself. */
  readonly limited: (method: string) => void;
}

export class WatchedClient extends WebClient {
  readonly #watch: CallWatch;

  constructor(token: string, options: WebClientOptions, watch: CallWatch) {
    super(token, options);
    this.#watch = watch;
    this.on(WebClientEvent.RATE_LIMITED, (_seconds: number, { url }: { readonly url: string }) => {
      watch.limited(url.slice(url.lastIndexOf('/') + 1));
    });
  }

  override async apiCall(method: string, options?: Record<string, unknown>): Promise<WebAPICallResult> {
    try {
      const result = await super.apiCall(method, options);
      this.#watch.answered();
      return result;
    } catch (thrown) {
      this.#watch.failed(thrown);
      throw thrown;
    }
  }
}
