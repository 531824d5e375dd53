import { HardWords } from '../evidence/index.ts';
import {
  AuthorityName,
  Alert,
  type Both,
  Bullets,
  ButtonLink,
  Buttons,
  Description,
  fullName,
  Heading,
  instantText,
  lawText,
  NoticeText,
  PrintButton,
  RegisterText,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import {
  isRunning,
  kindWord,
  mayBeGivenAnew,
  namesOf,
  stateWord,
  type WholePermission,
} from './permission-words.ts';
import { receiptOf } from './receipt.rules.ts';

const say = words({
  title: ['Beleg', 'Receipt'],
  superseded: [
    'Dieser Beleg ist überholt: Sie haben später neu entschieden.',
    'This receipt is out of date: you decided anew later.',
  ],
  decision: ['Ihre Entscheidung', 'Your decision'],
  state: ['Stand', 'State'],
  office: ['Für wen', 'For whom'],
  contact: ['Erreichbar', 'Contact'],
  purpose: ['Zweck', 'Purpose'],
  register: ['Aus welchem Register', 'From which register'],
  ground: ['Welches Gesetz das erlaubt', 'Which law allows it'],
  from: ['Gilt ab', 'Valid from'],
  until: ['Gilt bis', 'Valid until'],
  actedAs: ['Entschieden als', 'Decided as'],
  ONESELF: ['Sie selbst', 'Yourself'],
  PARENT: ['Elternteil, für Ihr Kind', 'Parent, for your child'],
  OFFICER: ['Vertretung eines Unternehmens', 'Representative of a company'],
  fields: ['Diese Angaben', 'These data'],
  history: ['Was seither war', 'What has happened since'],
  notice: ['Der Text, den Sie vorher gesehen haben', 'The text that you saw before'],
  print: ['Zum Aufheben können Sie diese Seite drucken.', 'You can print this page to keep it.'],
  printIt: ['Drucken', 'Print'],
  name: ['Ihr Name', 'Your name'],
  end: ['Beenden', 'End'],
  GIVEN: ['entschieden', 'decided'],
  SEEN: ['von der zweiten Person angesehen', 'seen by the second person'],
  CONFIRMED: ['von der zweiten Person bestätigt', 'confirmed by the second person'],
  PAUSED: ['vorübergehend angehalten', 'paused'],
  RESUMED: ['wieder erlaubt', 'resumed'],
  SUPERSEDED: ['neu entschieden', 'decided anew'],
  ENDED_BY_DEATH: ['beendet', 'ended'],
  line: (at: string, what: string): Both => [`${at}: ${what}`, `${at}: ${what}`],
});

const told = ['GIVEN', 'SEEN', 'CONFIRMED', 'PAUSED', 'RESUMED', 'SUPERSEDED', 'ENDED_BY_DEATH'] as const;

export function receiptView(visit: SignedInVisit, permission: WholePermission): View {
  const { language } = visit;
  const t = say(language);
  const { office, purpose, evidence } = namesOf(permission, language);
  const receipt = receiptOf(permission);
  const name = fullName(visit.person);
  const known = (type: string): string | undefined =>
    type === 'WITHDRAWN'
      ? kindWord('WITHDRAWN', permission, language)
      : t[told.find((each) => each === type) ?? 'GIVEN'];
  return {
    title: `${t.title}: ${purpose}`,
    back: `/${language}/permissions`,
    main: (
      <>
        <Heading>{`${t.title}: ${purpose}`}</Heading>
        {permission.state === 'SUPERSEDED' && <Alert kind="warning" title={t.superseded} id="superseded" />}
        <Description
          entries={[
            ...(name === '' ? [] : [{ key: t.name, value: <RegisterText>{name}</RegisterText> }]),
            { key: t.decision, value: kindWord('given', permission, language) },
            { key: t.state, value: stateWord(permission, language) },
            {
              key: t.office,
              value: permission.authorityName ? (
                <AuthorityName language={language}>{office}</AuthorityName>
              ) : (
                office
              ),
            },
            ...(receipt.office?.contact === undefined
              ? []
              : [{ key: t.contact, value: receipt.office.contact }]),
            { key: t.purpose, value: purpose },
            ...(receipt.register === undefined
              ? []
              : [{ key: t.register, value: <span lang={receipt.language}>{receipt.register}</span> }]),
            { key: t.ground, value: lawText(receipt.legalBasis, language) },
            { key: t.from, value: instantText(permission.validFrom, language) },
            { key: t.until, value: instantText(permission.validUntil, language) },
            { key: t.actedAs, value: t[permission.acting.as] },
          ]}
        />
        <Subheading>{t.fields}</Subheading>
        <Text>{evidence}</Text>
        <div lang={receipt.language}>
          <Bullets items={receipt.fields} />
        </div>
        <HardWords texts={[...receipt.fields, purpose, receipt.legalBasis]} language={language} />
        <Subheading>{t.history}</Subheading>
        <Bullets
          items={receipt.events.map(({ type, at }) => t.line(instantText(at, language), known(type) ?? ''))}
        />
        <Subheading>{t.notice}</Subheading>
        <NoticeText authority={permission.authorityName} locale={receipt.language}>
          {receipt.notice}
        </NoticeText>
        <Small>{t.print}</Small>
        <Buttons>
          <PrintButton>{t.printIt}</PrintButton>
        </Buttons>
        {isRunning(permission) && (
          <Buttons>
            <ButtonLink href={`/${language}/permissions/${permission.id}/end`}>{t.end}</ButtonLink>
          </Buttons>
        )}
        {mayBeGivenAnew(permission) && (
          <Buttons>
            <ButtonLink kind="secondary" href={`/${language}/permissions/${permission.id}/anew`}>
              {kindWord('anew', permission, language)}
            </ButtonLink>
          </Buttons>
        )}
      </>
    ),
  };
}
