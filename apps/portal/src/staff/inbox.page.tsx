import type { VNode } from 'preact';
import type { Procedures } from '#libs/client';
import {
  Badge,
  type Both,
  dayText,
  Heading,
  instantText,
  Link,
  localised,
  Pager,
  referenceOf,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { Choice } from './choice.tsx';
import type { FormTitles } from './titles.service.ts';

export const states = ['RECEIVED', 'IN_REVIEW', 'ASKED', 'DECIDED'] as const;
type State = (typeof states)[number];

export interface InboxFilter {
  readonly state?: State;
  readonly form?: string;
  readonly after?: string;
}

const say = words({
  title: ['Eingegangene Anträge', 'Applications received'],
  filter: ['Auswahl', 'Selection'],
  all: ['Alle', 'All'],
  allForms: ['Alle Dienste', 'All services'],
  RECEIVED: ['Nachweise werden geholt', 'Evidence is being fetched'],
  IN_REVIEW: ['Zu prüfen', 'To be checked'],
  ASKED: ['Rückfrage offen', 'Question open'],
  DECIDED: ['Entschieden', 'Decided'],
  reference: ['Kurzzeichen', 'Reference'],
  received: ['Eingang', 'Received'],
  service: ['Dienst', 'Service'],
  state: ['Stand', 'State'],
  checked: ['Prüfung', 'Check'],
  allMet: ['Alle Regeln erfüllt', 'All rules met'],
  notMet: (count: number): Both => [`${count} nicht erfüllt`, `${count} not met`],
  unknown: (count: number): Both => [`${count} unklar`, `${count} unclear`],
  unchecked: ['noch keine', 'none yet'],
  keptUntil: ['Ohne Entscheidung aufbewahrt bis', 'Kept undecided until'],
  taken: ['Übernommen von', 'Taken by'],
  mine: ['Ihnen', 'you'],
  other: ['einer anderen Person', 'another person'],
  nobody: ['niemandem', 'nobody'],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
});

const kinds: Readonly<Record<State, 'info' | 'warning'>> = {
  RECEIVED: 'info',
  IN_REVIEW: 'warning',
  ASKED: 'info',
  DECIDED: 'info',
};

export const StateBadge = ({
  state,
  language,
}: {
  readonly state: State;
  readonly language: Language;
}): VNode => <Badge kind={kinds[state]}>{say(language)[state]}</Badge>;

/** In the words of who looks: oneself, or somebody else, whom the service names by a pseudonym alone. */
export const takenText = (takenBy: string | undefined, { person, language }: SignedInVisit): string => {
  const t = say(language);
  if (takenBy === undefined) return t.nobody;
  return takenBy === person.subject ? t.mine : t.other;
};

/** What the rules found, as counts: which rule it is stands with the application. */
function checkedText(checked: Procedures.Checked | undefined, language: Language): string {
  const t = say(language);
  if (checked === undefined) return t.unchecked;
  const { notMet, unknown } = checked;
  const open = [...(notMet > 0 ? [t.notMet(notMet)] : []), ...(unknown > 0 ? [t.unknown(unknown)] : [])];
  return open.length === 0 ? t.allMet : open.join(', ');
}

export interface Shown {
  readonly filter: InboxFilter;
  readonly forms: FormTitles;
}

export function inboxView(visit: SignedInVisit, inbox: Procedures.Inbox, { filter, forms }: Shown): View {
  const { language } = visit;
  const t = say(language);
  const title = (form: string): string => localised(forms.get(form)?.title, language) || form;
  // Another choice begins at the first page.
  const choose = (change: Partial<Wanted>): string =>
    address(language, { state: filter.state, form: filter.form, after: undefined, ...change });
  // Of the forms of this authority, as far as the entries at hand tell which one it is.
  const authority = inbox.submissions[0]?.authority;
  const own = [...forms.values()].filter((form) => form.authority === authority || form.id === filter.form);
  return {
    title: t.title,
    back: `/${language}`,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Choice
          label={t.filter}
          entries={[
            [t.all, choose({ state: undefined }), filter.state === undefined],
            ...states.map((state) => [t[state], choose({ state }), filter.state === state] as const),
          ]}
        />
        {own.length > 1 && (
          <Choice
            label={t.service}
            entries={[
              [t.allForms, choose({ form: undefined }), filter.form === undefined],
              ...own.map(({ id }) => [title(id), choose({ form: id }), filter.form === id] as const),
            ]}
          />
        )}
        {inbox.submissions.length === 0 ? (
          <Text>{t.empty}</Text>
        ) : (
          <div class="kern-table-responsive wide" role="region" tabIndex={0} aria-labelledby="inbox">
            <table class="kern-table card-table">
              <caption class="kern-sr-only" id="inbox">
                {t.title}
              </caption>
              <thead>
                <tr class="kern-table__row">
                  {[t.reference, t.received, t.service, t.state, t.checked, t.keptUntil, t.taken].map(
                    (name) => (
                      <th class="kern-table__header" scope="col">
                        {name}
                      </th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody class="kern-table__body">
                {inbox.submissions.map((entry) => (
                  <tr class="kern-table__row">
                    <td class="kern-table__cell" data-label={t.reference}>
                      <Link href={`/${language}/clerk/cases/${entry.id}`}>{referenceOf(entry.id)}</Link>
                    </td>
                    <td class="kern-table__cell" data-label={t.received}>
                      {instantText(entry.receivedAt, language)}
                    </td>
                    <td class="kern-table__cell" data-label={t.service}>
                      {title(entry.form)}
                    </td>
                    <td class="kern-table__cell" data-label={t.state}>
                      <StateBadge state={entry.state} language={language} />
                    </td>
                    <td class="kern-table__cell" data-label={t.checked}>
                      {checkedText(entry.checked, language)}
                    </td>
                    <td class="kern-table__cell" data-label={t.keptUntil}>
                      {entry.state !== 'DECIDED' && entry.endsOn && dayText(entry.endsOn, language)}
                    </td>
                    <td class="kern-table__cell" data-label={t.taken}>
                      {entry.state !== 'DECIDED' && takenText(entry.takenBy, visit)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pager
          language={language}
          first={filter.after && choose({})}
          next={inbox.next && choose({ after: inbox.next })}
        />
      </>
    ),
  };
}

type Wanted = { readonly [K in keyof InboxFilter]: InboxFilter[K] | undefined };

function address(language: Language, { state, form, after }: Wanted): string {
  const query = new URLSearchParams({
    ...(state && { state }),
    ...(form && { form }),
    ...(after && { after }),
  });
  return `/${language}/clerk${query.size > 0 ? `?${query}` : ''}`;
}
