import type { VNode } from 'preact';
import type { Procedures } from '#libs/client';
import { HardWords, paperName, registerTitle } from '../../evidence/index.ts';
import { Alert, type Both, Bullets, dayText, Link, Subheading, Text, words } from '../../layout/index.ts';
import type { Language } from '../../sessions/index.ts';
import type { SignedInVisit } from '../../web/index.ts';
import type { Form } from '#libs/forms';

const say = words({
  paperTitle: ['Bringen oder schicken Sie noch', 'Please bring or send'],
  paper: [
    'Diese Angaben bekommt die Behörde nicht aus dem Register. Eine Kopie reicht für den Anfang. Schreiben Sie das Kurzzeichen von oben darauf.',
    'The authority does not get these data from the register. A copy is enough to begin with. Write the reference from above on it.',
  ],
  seen: ['Diese Papiere liegen der Behörde vor', 'Papers that the authority has'],
  wasSeen: ['Diese Papiere lagen der Behörde vor', 'Papers that the authority had'],
  without: [
    'Diese Papiere waren bei der Entscheidung nicht vermerkt',
    'Papers that were not noted when the authority decided',
  ],
  GRANTED: [
    'Für diese Entscheidung müssen Sie sie nicht mehr bringen oder schicken. Was oben in der Begründung steht, gilt trotzdem.',
    'For this decision you need not bring or send them any more. What the reasons above say still holds.',
  ],
  REFUSED: [
    'Die Behörde wartet nicht mehr darauf. Haben Sie sie schon gebracht oder geschickt? Dann schreiben Sie ihr das. Was Sie sonst tun können, steht oben.',
    'The authority does not wait for them any more. Have you brought or sent them already? Then tell it so. What else you can do stands above.',
  ],
  seenOn: (name: string, day: string): Both => [`${name}, angesehen am ${day}`, `${name}, seen on ${day}`],
  lostTitle: ['Diese Angaben fehlen der Behörde', 'The authority does not have these data'],
  lost: [
    'Die Behörde hat diese Angaben nicht bekommen. Bringen oder schicken Sie ihr stattdessen:',
    'The authority did not get these data. Please bring or send instead:',
  ],
  fetched: ['Was die Behörde abgeholt hat', 'What the authority collected'],
  entry: (register: string): Both => [
    `Angaben aus dem ${register}: Einzelheiten ansehen`,
    `Data from the ${register}: see details`,
  ],
});

export interface Received {
  readonly submission: Procedures.MySubmission;
  /** Of today; absent where it is offered no more. */
  readonly form: Form | undefined;
  /** Whether it was sent just now. */
  readonly isNew: boolean;
}

/** Each retrieval with the entry of the data trail that tells all of it. */
export const Fetched = ({
  submission,
  language,
}: Pick<Received, 'submission'> & { readonly language: Language }): VNode | null => {
  const t = say(language);
  const taken = submission.sources.filter(({ lookupId }) => lookupId !== undefined);
  return taken.length === 0 ? null : (
    <>
      <Subheading>{t.fetched}</Subheading>
      <Bullets
        items={taken.map(({ evidenceType, lookupId }) => (
          <Link href={`/${language}/trail/${lookupId}`}>
            {t.entry(registerTitle(evidenceType, language))}
          </Link>
        ))}
      />
    </>
  );
};

/** What is to come on paper, also instead of what was released and did not come; once it is decided, what never came. */
export const Papers = ({
  visit: { language },
  received: { submission, form },
}: {
  visit: SignedInVisit;
  received: Received;
}): VNode => {
  const t = say(language);
  const { sources, decision } = submission;
  const nameOf = ({ evidenceType }: Procedures.Source): string => paperName(form, evidenceType, language);
  const open = sources.filter(({ paper }) => paper?.state === 'OPEN');
  const lost = decision ? [] : open.filter(({ state }) => state === 'LOST');
  const wanted = open.filter((source) => !lost.includes(source));
  const seen = sources.flatMap((source) =>
    source.paper?.seenOn === undefined
      ? []
      : [t.seenOn(nameOf(source), dayText(source.paper.seenOn, language))],
  );
  return (
    <>
      {wanted.length > 0 && (
        <>
          <Subheading>{decision ? t.without : t.paperTitle}</Subheading>
          <Bullets items={wanted.map(nameOf)} />
          <Text>{decision ? t[decision.outcome] : t.paper}</Text>
        </>
      )}
      {seen.length > 0 && (
        <>
          <Subheading>{decision ? t.wasSeen : t.seen}</Subheading>
          <Bullets items={seen} />
        </>
      )}
      {lost.length > 0 && (
        <Alert kind="warning" title={t.lostTitle} id="lost">
          <Text>{t.lost}</Text>
          <Bullets items={lost.map(nameOf)} />
        </Alert>
      )}
      <HardWords texts={open.map(nameOf)} language={language} />
    </>
  );
};
