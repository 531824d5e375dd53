import { Injectable } from '@nestjs/common';
import { Exchange } from '../../exchange/index.ts';
import { SessionStore } from '../../sessions/index.ts';
import type { SignedInVisit } from '../../web/index.ts';

const BEGINNING = 'beginning';

/** Begins an application once, however often its button is clicked. */
@Injectable()
export class Beginnings {
  constructor(
    private readonly exchange: Exchange,
    private readonly sessions: SessionStore,
  ) {}

  /**
   * @param once of the page that it was begun on
   * @returns its id; nothing where the same page is just beginning it
   */
  async begin(visit: SignedInVisit, form: string, once: string): Promise<string | undefined> {
    const { cookie } = visit.open;
    let earlier: string | undefined;
    await this.sessions.change(cookie, (now) => {
      earlier = now.begun?.[once];
      return earlier === undefined ? { ...now, begun: { [once]: BEGINNING } } : now;
    });
    if (earlier !== undefined) return earlier === BEGINNING ? undefined : earlier;
    const procedures = this.exchange.procedures(visit.open);
    try {
      const { version } = await procedures.call('GET /v1/forms/{id}', { path: { id: form } });
      const { id } = await procedures.call('POST /v1/drafts', { body: { form, version } });
      await this.sessions.change(cookie, (now) => ({ ...now, begun: { [once]: id } }));
      return id;
    } catch (error) {
      await this.sessions.change(cookie, ({ begun: _none, ...now }) => now);
      throw error;
    }
  }
}
