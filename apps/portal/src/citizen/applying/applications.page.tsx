import type { Procedures } from '#libs/client';
import {
  Badge,
  type Both,
  ButtonLink,
  Buttons,
  Card,
  Heading,
  instantText,
  Link,
  localised,
  Pager,
  referenceOf,
  Small,
  Subheading,
  Text,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import { stateWords } from './outcome.tsx';

const say = words({
  title: ['Meine Anträge', 'My applications'],
  unnamed: ['Antrag, den es hier nicht mehr gibt', 'Application that is not offered here any more'],
  drafts: ['Noch nicht abgesendet', 'Not submitted yet'],
  sent: ['Abgesendet', 'Submitted'],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  find: ['Einen Dienst finden', 'Find a service'],
  goOn: ['Weitermachen', 'Continue'],
  remove: ['Löschen', 'Delete'],
  changed: (at: string): Both => [`Zuletzt gespeichert am ${at}`, `Last saved ${at}`],
  until: (at: string): Both => [`Gespeichert bis ${at}`, `Kept until ${at}`],
  received: (at: string): Both => [`Eingegangen am ${at}`, `Received ${at}`],
  reference: (text: string): Both => [`Kurzzeichen ${text}`, `Reference ${text}`],
  look: ['Ansehen', 'View'],
  answer: ['Rückfrage beantworten', 'Answer the question'],
});

export interface ApplicationLists {
  readonly forms: readonly Procedures.Form[];
  readonly drafts: readonly Procedures.DraftSummary[];
  readonly submissions: Procedures.MySubmissionList;
  /** Whether newer ones stand on pages before. */
  readonly isLater: boolean;
}

/** What was begun, with its last day; what was sent, with what became of it. */
export function applicationsView({ language }: SignedInVisit, lists: ApplicationLists): View {
  const { forms, drafts, submissions, isLater } = lists;
  const t = say(language);
  const states = stateWords(language);
  const titleOf = (id: string): string =>
    localised(forms.find((form) => form.id === id)?.title, language) || t.unnamed;
  const base = `/${language}/applications`;
  const isEmpty = drafts.length + submissions.submissions.length === 0;
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        {isEmpty && <Text>{t.empty}</Text>}
        {drafts.length > 0 && (
          <>
            <Subheading>{t.drafts}</Subheading>
            <ul class="card-list">
              {drafts.map((draft) => (
                <li>
                  <Card labelledBy={`d-${draft.id}`}>
                    <h3 class="kern-heading-small" id={`d-${draft.id}`}>
                      {titleOf(draft.form)}
                    </h3>
                    <Small>{t.changed(instantText(draft.changedAt, language))}</Small>
                    <Small>{t.until(instantText(draft.expiresAt, language))}</Small>
                    <p>
                      <Link href={`${base}/${draft.id}`} describedBy={`d-${draft.id}`}>
                        {t.goOn}
                      </Link>
                    </p>
                  </Card>
                </li>
              ))}
            </ul>
          </>
        )}
        {submissions.submissions.length > 0 && (
          <>
            <Subheading>{t.sent}</Subheading>
            <ul class="card-list">
              {submissions.submissions.map(({ id, form, receivedAt, state }) => (
                <li>
                  <Card labelledBy={`s-${id}`}>
                    <h3 class="kern-heading-small" id={`s-${id}`}>
                      {titleOf(form)}
                    </h3>
                    <p>
                      <Badge kind={states[state].kind}>{states[state].text}</Badge>
                    </p>
                    <Small>{t.received(instantText(receivedAt, language))}</Small>
                    <Small>{t.reference(referenceOf(id))}</Small>
                    <p>
                      <Link
                        href={state === 'ASKED' ? `${base}/${id}/answer` : `${base}/${id}`}
                        describedBy={`s-${id}`}
                      >
                        {state === 'ASKED' ? t.answer : t.look}
                      </Link>
                    </p>
                  </Card>
                </li>
              ))}
            </ul>
          </>
        )}
        <Pager
          language={language}
          first={isLater ? base : undefined}
          next={submissions.next && `${base}?after=${submissions.next}`}
        />
        {isEmpty && (
          <Buttons>
            <ButtonLink href={`/${language}`}>{t.find}</ButtonLink>
          </Buttons>
        )}
      </>
    ),
  };
}
