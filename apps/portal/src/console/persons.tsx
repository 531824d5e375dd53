import type { VNode } from 'preact';
import { RegisterText, Small, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit } from '../web/index.ts';

const say = words({
  you: ['Sie', 'you'],
  note: [
    'Kennungen, die mit p_ beginnen, stehen für Personen. Wie sie heißen, weiß nur der Anmeldedienst.',
    'Ids that begin with p_ stand for persons. Only the login service knows their names.',
  ],
});

/** Who did something, by the only name that is known here. */
export const Person = ({
  id,
  visit: { language, person },
}: {
  readonly id: string;
  readonly visit: SignedInVisit;
}): VNode => (
  <>
    <RegisterText>{id}</RegisterText>
    {id === person.subject && ` (${say(language).you})`}
  </>
);

/** Once on a page that names persons. */
export const PersonNote = ({ language }: { readonly language: Language }): VNode => (
  <Small>{say(language).note}</Small>
);
