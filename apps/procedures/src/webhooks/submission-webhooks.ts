import { Injectable } from '@nestjs/common';
import { AuthorityClientsConfig, keeperOf } from '../authorities/index.ts';
import { SubmissionStore } from '../submissions/index.ts';
import type { NextMessage, WebhookPlace, WebhookSource } from '#libs/webhooks';

const SOURCE = 'urn:einmal:procedures';

interface Told {
  readonly position: number;
  readonly type: string;
  readonly at: Date;
  readonly form: string;
  readonly formVersion: number;
  readonly authority: string;
}

const nextSql = `
select e.position, e.type, e.at, s.form, s.form_version as "formVersion", s.authority
from submission_event e join submission s on s.id = e.submission
where e.submission = $1 and e.position > $2
union all
select e.position, 'submission.ended.v1', e.at, e.form, e.form_version, e.authority
from submission_end e where e.submission = $1 and e.position > $2
order by position limit 1`;
const onlySql = nextSql.replaceAll('e.position > $2', 'e.position = $2');

/** What the own system of an authority is told: that something was handed in or decided, ends soon or has ended, and nothing of what. */
@Injectable()
export class SubmissionWebhooks implements WebhookSource {
  constructor(
    private readonly submissions: SubmissionStore,
    private readonly config: AuthorityClientsConfig,
  ) {}

  addressOf(authority: string): Promise<string | undefined> {
    // Of who ended nobody is told; what waited for it passes on.
    const url = keeperOf(authority) === authority ? this.config.callbacks?.get(authority) : undefined;
    return Promise.resolve(url);
  }

  async next({ stream, after, head, only }: WebhookPlace): Promise<NextMessage> {
    const [sql, position] = only === undefined ? [nextSql, after] : [onlySql, only];
    const [found] = await this.submissions.source.query<Told[]>(sql, [stream, position]);
    return found ? toMessage(stream, found) : { kind: 'withheld', upTo: head };
  }
}

/** The same id for all attempts. */
function toMessage(
  submission: string,
  { position, type, at, form, formVersion, authority }: Told,
): NextMessage {
  const id = `${submission}_${position}`;
  const event = {
    specversion: '1.0',
    id,
    source: SOURCE,
    type,
    subject: submission,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data: { submission, form, formVersion, authority: keeperOf(authority) ?? authority },
  };
  return {
    kind: 'message',
    webhookId: id,
    body: JSON.stringify(event),
    position,
    upTo: position,
    eventId: submission,
    eventType: type,
  };
}
