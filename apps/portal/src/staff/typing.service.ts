import { Injectable } from '@nestjs/common';
import { SessionStore, withoutUnsent, withUnsent } from '../sessions/index.ts';
import { type SignedInVisit, unsentTo } from '../web/index.ts';

/** What was typed into a page and could not be done yet: kept until it is, through a login or a look elsewhere. */
@Injectable()
export class Typing {
  constructor(private readonly sessions: SessionStore) {}

  of(visit: SignedInVisit): Readonly<Record<string, string>> {
    return unsentTo(visit) ?? {};
  }

  async keep({ open, path }: SignedInVisit, fields: Readonly<Record<string, string>>): Promise<void> {
    await this.sessions.change(open.cookie, (session) => withUnsent(session, path, { fields }));
  }

  async done({ open, path }: SignedInVisit): Promise<void> {
    if (open.session.unsent?.[path] === undefined) return;
    await this.sessions.change(open.cookie, (session) => withoutUnsent(session, path));
  }
}
