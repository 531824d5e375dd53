import type { Session } from '../sessions/index.ts';
import type { SignedInVisit } from './page-request.ts';

/** Of Anna, who signed in at a high level. */
export const aVisit = ({
  session,
  ...given
}: Partial<SignedInVisit> & { readonly session?: Partial<Session> } = {}): SignedInVisit => {
  const person = { subject: 's', level: 'high' as const, givenNames: 'Anna', familyName: 'Lindemann' };
  return {
    language: 'de',
    path: '/de/trail/x',
    open: {
      cookie: 'c',
      lastsUntil: new Date(0),
      endsAt: new Date(0),
      session: { formKey: 'k', tokens: {}, applications: {}, person, ...session },
    },
    person,
    ...given,
  };
};
