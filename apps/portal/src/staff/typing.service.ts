import { Injectable } from '@nestjs/common';
import { SessionStore } from '../sessions/index.ts';
import type { SignedInVisit } from '../web/index.ts';

/** What was typed into a page and could not be done yet: kept until it is, through a login or a look elsewhere. */
@Injectable()
export class Typing {
  constructor(private readonly sessions: SessionStore) {}

  of({ open, path }: SignedInVisit): Readonly<Record<string, string>> {
    const { unsent } = open.session;
    return unsent?.path === path ? unsent.fields : {};
  }

  async keep({ open, path }: SignedInVisit, fields: Readonly<Record<string, string>>): Promise<void> {
    await this.sessions.change(open.cookie, (session) => ({ ...session, unsent: { path, fields } }));
  }

  async done({ open, path }: SignedInVisit): Promise<void> {
    if (open.session.unsent?.path !== path) return;
    await this.sessions.change(open.cookie, ({ unsent: _done, ...session }) => session);
  }
}
