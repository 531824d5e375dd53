import { type SessionStore, withoutUnsent } from '../sessions/index.ts';
import { type SignedInVisit, unsentTo } from '../web/index.ts';

/** What was sent to this page when the login did not suffice, or whose answer got lost: told once. */
export async function takenUnsent(
  sessions: SessionStore,
  visit: SignedInVisit,
): Promise<Readonly<Record<string, string>> | undefined> {
  const fields = unsentTo(visit);
  const { open, path } = visit;
  if (fields !== undefined) await sessions.change(open.cookie, (session) => withoutUnsent(session, path));
  return fields;
}
