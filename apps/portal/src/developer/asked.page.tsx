import type { Gateway } from '#libs/client';
import { PlainTable } from '../console/table.tsx';
import {
  Badge,
  ButtonLink,
  Heading,
  instantText,
  Link,
  RegisterText,
  Small,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';

const say = words({
  title: ['Letzte Anfragen', 'Last requests'],
  lead: [
    'Was die Systeme Ihrer Behörde in den letzten 15 Minuten gefragt haben, und wie es ihnen beantwortet wurde. Für wen, steht hier nicht.',
    'What your authority’s systems asked in the last 15 minutes, and how they were answered. For whom does not stand here.',
  ],
  none: ['In den letzten 15 Minuten wurde nichts gefragt.', 'Nothing was asked in the last 15 minutes.'],
  again: ['Neu laden', 'Reload'],
  at: ['Zeit', 'Time'],
  system: ['System', 'System'],
  evidence: ['Nachweis', 'Evidence'],
  purpose: ['Zweck', 'Purpose'],
  outcome: ['Ergebnis', 'Result'],
  EVIDENCE: ['beantwortet', 'answered'],
  NO_EVIDENCE: ['keine Angaben', 'no data'],
  REFUSED: ['abgelehnt', 'refused'],
  UNAVAILABLE: ['Register antwortet nicht', 'register does not answer'],
  CHANGED: ['seit der Vorschau geändert', 'changed since the preview'],
  OPEN: ['noch offen', 'still open'],
  neutral: [
    '„Keine Angaben“ sagt nicht, warum: Eine Person, die das Register nicht kennt, und eine mit Auskunftssperre (sie schützt die Person; beim automatischen Abruf gibt das Register dann nichts heraus, BMG § 34a Abs. 5, § 51) werden gleich beantwortet.',
    '“No data” does not say why: a person unknown to the register and one under an information lock (it protects the person; automated retrieval then tells nothing, BMG §34a(5), §51) are answered alike.',
  ],
});

const kinds = {
  EVIDENCE: 'success',
  NO_EVIDENCE: 'info',
  REFUSED: 'danger',
  UNAVAILABLE: 'warning',
  CHANGED: 'warning',
  OPEN: 'info',
} as const;

export function askedView({ language }: SignedInVisit, asked: readonly Gateway.RecentRequest[]): View {
  const t = say(language);
  return {
    title: t.title,
    back: `/${language}/dev`,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        {asked.length === 0 ? (
          <Text>{t.none}</Text>
        ) : (
          <PlainTable
            id="asked"
            caption={t.title}
            columns={[t.at, t.outcome, t.system, t.evidence, t.purpose].map((title) => ({ title }))}
            rows={asked.map((each) => [
              instantText(each.at, language),
              <Outcome of={each} language={language} />,
              <RegisterText>{each.system}</RegisterText>,
              <RegisterText>{each.evidenceType}</RegisterText>,
              <RegisterText>{each.purpose}</RegisterText>,
            ])}
          />
        )}
        <ButtonLink kind="secondary" href={`/${language}/dev/asked`}>
          {t.again}
        </ButtonLink>
        <Small>{t.neutral}</Small>
      </>
    ),
  };
}

const Outcome = ({ of, language }: { readonly of: Gateway.RecentRequest; readonly language: Language }) => (
  <>
    <Badge kind={kinds[of.outcome]}>{say(language)[of.outcome]}</Badge>{' '}
    {of.problem !== undefined && (
      <Link href={`/${language}/dev/problems#${of.problem}`}>
        <RegisterText>{of.problem}</RegisterText>
      </Link>
    )}
  </>
);
