import type { Session, UnsentPage } from './session.ts';

/** Of so many pages what was typed is kept, the latest: a session is no store of drafts. */
const MOST = 6;

/** Each page keeps its own, so that two tabs lose nothing of one another. */
export function withUnsent(session: Session, path: string, page: UnsentPage): Session {
  const others = Object.entries(session.unsent ?? {}).filter(([each]) => each !== path);
  return { ...session, unsent: Object.fromEntries([...others, [path, page] as const].slice(-MOST)) };
}

export function withoutUnsent(session: Session, path: string): Session {
  const { [path]: _done, ...unsent } = session.unsent ?? {};
  return { ...session, unsent };
}
