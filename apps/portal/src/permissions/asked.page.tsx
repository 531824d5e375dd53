import { randomUUID } from 'node:crypto';
import type { Gateway } from '#libs/client';
import {
  chooseOne,
  Decision,
  Fetched,
  HardWords,
  onRecord,
  OtherShown,
  Question,
  registerName,
  toldValues,
  ToldValues,
} from '../evidence/index.ts';
import {
  Alert,
  type Both,
  ButtonLink,
  Card,
  type Fault,
  FaultSummary,
  Heading,
  localised,
  Step,
  Text,
  TextInput,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { type AskedOne, type Named, namedBy, type TextOfToday } from './asked.service.ts';

const say = words({
  error: ['Fehler: ', 'Error: '],
  step: (at: number): Both => [`Anfrage: Schritt ${at} von 2`, `Request: step ${at} of 2`],
  otherText: [
    'Der Text hat sich geändert, seit die Behörde gefragt hat. Es gilt, was hier steht.',
    'The text has changed since the authority asked. What stands here holds.',
  ],
  gone: [
    'Diese Behörde darf diese Angaben nicht mehr abrufen. Sie legen den Nachweis dann selbst vor.',
    'This authority may no longer fetch these data. You then provide the evidence yourself.',
  ],
  back: ['Zu den Anfragen', 'To the requests'],
});

const inputs = {
  plate: words({
    label: ['Kennzeichen', 'Number plate'],
    hint: ['Nur wenn Sie abrufen lassen, etwa H-EM 101E', 'Only if you have it fetched, such as H-EM 101E'],
    fault: ['Geben Sie Ihr Kennzeichen ein, etwa H-EM 101E', 'Enter your number plate, such as H-EM 101E'],
  }),
  euid: words({
    label: [
      'Europäische Kennung (EUID) des Unternehmens',
      'European unique identifier (EUID) of the company',
    ],
    hint: [
      'Nur wenn Sie abrufen lassen. Steht im Registerauszug, etwa DEP2305.HRB12345',
      'Only if you have it fetched. On the register excerpt, such as DEP2305.HRB12345',
    ],
    fault: [
      'Geben Sie die EUID des Unternehmens ein, etwa DEP2305.HRB12345',
      'Enter the EUID of the company, such as DEP2305.HRB12345',
    ],
  }),
};

export type AskedFault = 'choose' | Named;

interface Shown {
  readonly text: TextOfToday | undefined;
  readonly typed: string;
  readonly faults: readonly AskedFault[];
  readonly isChanged?: boolean;
}

/** What the authority asks for, in the words that the answer is bound to. */
export function askedView(
  visit: SignedInVisit,
  { asked, item }: AskedOne,
  { text, typed, isChanged = false, ...shown }: Shown,
): View {
  const { language, path } = visit;
  const t = say(language);
  const by = namedBy(item);
  const faults: readonly Fault[] = shown.faults.map((fault) =>
    fault === 'choose'
      ? { field: 'way', detail: chooseOne(language) }
      : { field: 'typed', detail: inputs[fault](language).fault },
  );
  const heading = localised(item.title, language);
  const list = `/${language}/requests`;
  return {
    title: faults.length > 0 ? t.error + heading : heading,
    back: list,
    ...(faults.length > 0 && { status: 400 }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Step at={1} of={2} label={t.step(1)} />
        <Heading>{heading}</Heading>
        {text === undefined ? (
          <>
            <Text>{t.gone}</Text>
            <ButtonLink href={list}>{t.back}</ButtonLink>
          </>
        ) : (
          <>
            {text.isOther && !isChanged && <Alert kind="info" title={t.otherText} id="other-text" />}
            <Question
              asked={{
                kind: text.notice.kind,
                recipient: asked.authority.name,
                register: registerName(item.evidenceType, language),
                purpose: localised(asked.purposeTitle, language),
                ground: text.notice.legalBasis,
                fields: item.fields.map(({ title }) => localised(title, language)),
                notice: text.notice,
              }}
              action={path}
              formKey={visit.open.session.formKey}
              way={shown.faults.some((fault) => fault !== 'choose') ? 'FETCH' : ''}
              isChanged={isChanged}
              faults={faults}
              language={language}
            >
              <input type="hidden" name="once" value={randomUUID()} />
              {by && (
                <>
                  <TextInput
                    name="typed"
                    label={inputs[by](language).label}
                    hint={inputs[by](language).hint}
                    value={typed}
                    autocomplete="off"
                    faults={faults}
                    language={language}
                  />
                  <HardWords texts={Object.values(inputs[by](language))} language={language} />
                </>
              )}
            </Question>
          </>
        )}
      </>
    ),
  };
}

/** What the register told the person; the authority has nothing of it yet. */
/** @param isOther whether it is something else than the page showed that was sent */
export function askedPreviewView(
  visit: SignedInVisit,
  { item }: AskedOne,
  told: Gateway.Preview,
  isOther = false,
): View {
  const { language, path } = visit;
  const t = say(language);
  const { heading, lead } = onRecord(language);
  const title = localised(item.title, language);
  const register = registerName(item.evidenceType, language);
  return {
    title: `${heading} – ${title}`,
    back: path.replace(/\/preview$/, ''),
    ...(isOther && { status: 409 }),
    main: (
      <>
        <Step at={2} of={2} label={t.step(2)} />
        <Heading>{heading}</Heading>
        {isOther && <OtherShown language={language} />}
        <Text>{lead}</Text>
        <Card labelledBy="asked-source">
          <h2 class="kern-heading-small" id="asked-source">
            {title}
          </h2>
          <Decision
            told={told}
            evidenceType={item.evidenceType}
            title={title}
            action={path}
            formKey={visit.open.session.formKey}
            source="1"
            language={language}
          >
            <Fetched
              register={register}
              authority={told.registerAuthority}
              at={told.asOf}
              language={language}
            />
            <ToldValues values={toldValues(item.fields, told)} register={register} language={language} />
          </Decision>
        </Card>
      </>
    ),
  };
}
