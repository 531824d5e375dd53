import type { VNode } from 'preact';
import type { Procedures } from '#libs/client';
import { declarationOf } from '#libs/contracts';
import type { Form } from '#libs/forms';
import { paperName } from '../evidence/index.ts';
import {
  AuthorityName,
  type Both,
  capital,
  dayText,
  Description,
  instantText,
  localised,
  Small,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { mayComeOnPaper, Paper, type PaperStanding } from './paper.tsx';
import type { EvidenceTypes } from './titles.service.ts';
import { isGiven, valueText } from './values.tsx';

const say = words({
  unnamed: ['Nachweis', 'Evidence'],
  fetched: (time: string): Both => [`abgerufen ${time}`, `fetched ${time}`],
  empty: (titles: string): Both => [`Ohne Angabe: ${titles}`, `Not given: ${titles}`],
  since: (day: string): Both => [`gilt seit ${day}`, `valid since ${day}`],
  WAITING: ['Wird noch geholt.', 'It is still being fetched.'],
  LOST: [
    'Kann nicht mehr abgerufen werden. Die Person kann neu freigeben oder den Nachweis auf Papier vorlegen.',
    'It cannot be fetched any more. The person can release it again or bring it on paper.',
  ],
  ENTER_IT: [
    'Die Person hat die Angaben selbst gemacht. Sie stehen unten bei ihren Angaben.',
    'The person entered the data herself. They stand below with what she stated.',
  ],
  provenBy: (name: string): Both => [
    `Das Formular nennt als Papier dafür: „${name}“. Wenn Sie es brauchen, stellen Sie eine Rückfrage.`,
    `The form names as paper for it: “${name}”. If you need it, ask a question.`,
  ],
  BRING_PAPER: ['Die Person legt den Nachweis auf Papier vor.', 'The person brings the evidence on paper.'],
  wasLost: ['Konnte nicht abgerufen werden.', 'It could not be fetched.'],
  brought: ['Die Person hat den Nachweis auf Papier vorgelegt.', 'The person brought the evidence on paper.'],
  wasToBeBrought: [
    'Die Person wollte den Nachweis auf Papier vorlegen.',
    'The person was to bring the evidence on paper.',
  ],
  otherWay: ['Kommt auf einem anderen Weg.', 'It comes another way.'],
  nothing: [
    'Aus dem Register kamen keine Angaben. Gründe teilt das Register nicht mit.',
    'The register returned no data. It gives no reasons.',
  ],
  PARENT: [
    'Für ein Kind freigegeben; die antragstellende Person handelt als Elternteil.',
    'Released for a child; the applicant acts as parent.',
  ],
  jointly: [
    'Für ein Unternehmen freigegeben; die antragstellende Person vertritt es gemeinsam mit einer zweiten Person, die zugestimmt hat.',
    'Released for a company; the applicant represents it together with a second person, who has confirmed.',
  ],
  alone: [
    'Für ein Unternehmen freigegeben; die antragstellende Person vertritt es allein.',
    'Released for a company; the applicant represents it alone.',
  ],
  another: ['Für eine andere Person freigegeben.', 'Released for another person.'],
});

type Source = Procedures.ReleasedSource;

interface Shown {
  readonly sources: readonly Source[];
  readonly types: EvidenceTypes;
  readonly form: Pick<Form, 'sources'> | undefined;
  /** Page of the application; absent for who may not change it. */
  readonly workedAt: string | undefined;
  readonly standing: PaperStanding;
  readonly language: Language;
}

/** What registers said, each with where it comes from; what did not come tells nobody why. */
export const Evidence = ({ sources, types, form, workedAt, standing, language }: Shown): VNode => (
  <>
    {sources.map((source, index) => {
      const { evidenceType } = source;
      const named = form?.sources.find((each) => each.evidenceType === evidenceType)?.paper;
      const proof = localised(named, language);
      const title = localised(types.get(evidenceType)?.title, language) || say(language).unnamed;
      return (
        <section class="evidence">
          <h3 class="kern-heading-small" id={`evidence-${index + 1}`}>
            {title}
          </h3>
          {source.state === 'EVIDENCE' ? (
            <Released source={source} types={types} language={language} />
          ) : (
            <Text>{missingText(source, { proof, isDecided: standing !== 'UNDECIDED' }, language)}</Text>
          )}
          <Paper
            source={source}
            name={paperName(form, evidenceType, language)}
            standing={standing}
            describedBy={`evidence-${index + 1}`}
            notedAt={
              workedAt !== undefined && mayComeOnPaper(source)
                ? `${workedAt}/papers/${evidenceType}`
                : undefined
            }
            language={language}
          />
        </section>
      );
    })}
  </>
);

function missingText(
  { state, way, paper }: Source,
  { proof, isDecided }: { readonly proof: string; readonly isDecided: boolean },
  language: Language,
): string {
  const t = say(language);
  if (state === 'WAITING') return t.WAITING;
  if (state === 'LOST') return isDecided ? t.wasLost : t.LOST;
  if (way === 'ENTER_IT')
    return isDecided || paper || proof === '' ? t.ENTER_IT : `${t.ENTER_IT} ${t.provenBy(proof)}`;
  if (way !== 'BRING_PAPER') return t.otherWay;
  if (paper?.state === 'SEEN') return t.brought;
  return isDecided ? t.wasToBeBrought : t.BRING_PAPER;
}

type OneShown = Pick<Shown, 'types' | 'language'> & { readonly source: Source };

const Released = ({ source, types, language }: OneShown): VNode => {
  const t = say(language);
  const { values = {}, evidenceType, provenance = {}, registerAuthority, asOf } = source;
  const paths = Object.keys(values);
  if (paths.length === 0) return <Text>{t.nothing}</Text>;
  const type = types.get(evidenceType);
  const titleOf = (path: string): string =>
    localised(type?.fields.find((field) => field.path === path)?.title, language) || path;
  const given = paths.filter((path) => isGiven(values[path]));
  const empty = paths.filter((path) => !isGiven(values[path])).map(titleOf);
  const since = new Map(given.map((path) => [path, sinceOf(provenance[path])]));
  const days = [...new Set(since.values())];
  const common = days.length === 1 ? days[0] : undefined;
  const register = type && capital(localised(declarationOf(type.register).title, language));
  const told = [
    common !== undefined && t.since(dayText(common, language)),
    asOf !== undefined && t.fetched(instantText(asOf, language)),
  ].filter((part) => part !== false);
  return (
    <>
      {actsFor(source, language) && <Text>{actsFor(source, language)}</Text>}
      <p class="kern-body kern-body--small provenance">
        {register}
        {register && registerAuthority && ', '}
        {registerAuthority && <AuthorityName language={language}>{registerAuthority}</AuthorityName>}
        {told.map((part) => `, ${part}`)}
      </p>
      <Description
        entries={given.map((path) => {
          const day = since.get(path);
          return {
            key: titleOf(path),
            value: (
              <>
                {valueText(values[path], language)}
                {common === undefined && day !== undefined && (
                  <span class="kern-body--small provenance"> ({t.since(dayText(day, language))})</span>
                )}
              </>
            ),
          };
        })}
      />
      {empty.length > 0 && <Small>{t.empty(empty.join(', '))}</Small>}
    </>
  );
};

function sinceOf(origin: unknown): string | undefined {
  const day = (origin as { readonly effectiveOn?: unknown } | undefined)?.effectiveOn;
  return typeof day === 'string' ? day : undefined;
}

/** As what the applicant released it, where it is about somebody else. */
function actsFor({ isForAnother, givenAs, isGivenJointly }: Source, language: Language): string | undefined {
  const t = say(language);
  if (givenAs === 'PARENT') return t.PARENT;
  if (givenAs === 'OFFICER') return isGivenJointly ? t.jointly : t.alone;
  return isForAnother ? t.another : undefined;
}
