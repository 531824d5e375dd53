import { Injectable } from '@nestjs/common';
import type { NextMessage, WebhookPlace, WebhookSource } from '#libs/webhooks';
import { ReleasesService } from '../previews/index.ts';
import { RequestsService } from '../requests/index.ts';
import { FeedWebhooks } from './feed-webhooks.ts';
import { SOURCE } from './webhooks.service.ts';

interface Told {
  readonly type: string;
  readonly at: Date;
  readonly data: object;
}

/**
 * What is sent to callbacks: of requests and releases what polling would tell at this moment, several changes of one request
 * at once; else what feeds have. A release that was taken or ended meanwhile is not told.
 */
@Injectable()
export class GatewayWebhooks implements WebhookSource {
  constructor(
    private readonly requests: RequestsService,
    private readonly releases: ReleasesService,
    private readonly feeds: FeedWebhooks,
  ) {}

  addressOf(callback: string): Promise<string | undefined> {
    return this.feeds.addressOf(callback);
  }

  async next(place: WebhookPlace): Promise<NextMessage> {
    const { stream, head } = place;
    const request = await this.requests.told(stream);
    if (request !== undefined)
      return toMessage(place, { type: 'evidence-request.changed.v1', at: request.at, data: request.state });
    const found = await this.releases.told(stream);
    if (found === undefined) return this.feeds.next(place);
    if (found === 'withheld') return { kind: 'withheld', upTo: head };
    return toMessage(place, { type: 'release.ready.v1', at: found.at, data: found.release });
  }
}

/** The same id for all attempts to tell of one state; one that was changed since is a message of its own. */
function toMessage({ stream, head }: WebhookPlace, { type, at, data }: Told): NextMessage {
  const id = `${stream}_${head}`;
  const event = {
    specversion: '1.0',
    id,
    source: SOURCE,
    type,
    subject: stream,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data,
  };
  return {
    kind: 'message',
    webhookId: id,
    body: JSON.stringify(event),
    position: head,
    upTo: head,
    eventId: stream,
    eventType: type,
  };
}
