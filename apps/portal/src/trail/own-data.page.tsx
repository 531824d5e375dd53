import type { Gateway } from '#libs/client';
import { declarationOf } from '#libs/contracts';
import { HardWords, registerName, registerTitle, toldValues } from '../evidence/index.ts';
import {
  Alert,
  type Both,
  Button,
  Buttons,
  capital,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  localised,
  Radios,
  Small,
  Subheading,
  Text,
  TextInput,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { Contents } from './content.tsx';
import type { Entry } from './trail.rules.ts';

const say = words({
  title: ['Was steht über mich im Register?', 'What does a register keep about me?'],
  error: ['Fehler: ', 'Error: '],
  lead: [
    'Sie sehen hier alle Angaben, nach denen eine Behörde fragen könnte. Auch das wird ein Eintrag in „Meine Auskünfte“.',
    'You see all data that an authority could ask for. This, too, becomes an entry in “My data trail”.',
  ],
  which: ['Welches Register?', 'Which register?'],
  plate: ['Kennzeichen', 'Number plate'],
  plateHint: [
    'Nur für das Fahrzeugregister, etwa H\u2011EM\u00a0101E',
    'For the vehicle register only, such as H\u2011EM\u00a0101E',
  ],
  euid: ['Europäische Kennung (EUID) des Unternehmens', 'European unique identifier (EUID) of the company'],
  euidHint: [
    'Nur für das Handelsregister, das alle einsehen dürfen (HGB § 9). Steht im Registerauszug, etwa DEP2305.HRB12345',
    'For the commercial register only, which everybody may inspect (HGB §9). On the register excerpt, such as DEP2305.HRB12345',
  ],
  child: [
    'Angaben über Ihr Kind gibt es hier nicht. Fragen Sie bitte die Meldebehörde.',
    'Data about your child are not shown here. Please ask the residents registration office.',
  ],
  show: ['Angaben zeigen', 'Show the data'],
  choose: ['Wählen Sie ein Register aus', 'Choose a register'],
  needPlate: [
    'Geben Sie Ihr Kennzeichen ein, etwa H\u2011EM\u00a0101E',
    'Enter your number plate, such as H\u2011EM\u00a0101E',
  ],
  needEuid: [
    'Geben Sie die EUID Ihres Unternehmens ein, etwa DEP2305.HRB12345',
    'Enter the EUID of your company, such as DEP2305.HRB12345',
  ],
  silent: ['Das Register antwortet gerade nicht.', 'The register is not answering.'],
  often: ['Sie haben das in kurzer Zeit oft angesehen.', 'You have looked at this often in a short time.'],
  later: ['Bitte versuchen Sie es später noch einmal.', 'Please try again later.'],
  from: (register: string): Both => [`Aus dem ${register}`, `From the ${register}`],
});

export const registersAsked = ['residents', 'vehicles', 'business'] as const;
export type RegisterAsked = (typeof registersAsked)[number];

export interface OwnDataTyped {
  readonly register: string;
  readonly plate: string;
  readonly euid: string;
}

export interface OwnDataAnswer {
  readonly entry: Entry;
  readonly content: Gateway.Content;
}

export type OwnDataFault = 'choose' | 'needPlate' | 'needEuid';
const faultyFields = { choose: 'register', needPlate: 'plate', needEuid: 'euid' } as const;

/** Of notices of changes it is said to authorities that there are some, which tells nothing of the person. */
const isAboutPerson = ({ path }: { readonly path: string }): boolean => path !== 'registered';

export function ownDataView(
  { language, open }: SignedInVisit,
  { register, plate, euid }: OwnDataTyped,
  shown: {
    readonly answer?: OwnDataAnswer;
    readonly faults?: readonly OwnDataFault[];
    readonly trouble?: 'silent' | 'often';
  } = {},
): View {
  const t = say(language);
  const { answer, trouble } = shown;
  const faults: readonly Fault[] = (shown.faults ?? []).map((fault) => ({
    field: faultyFields[fault],
    detail: t[fault],
  }));
  return {
    title: faults.length > 0 ? t.error + t.title : t.title,
    back: `/${language}/trail`,
    ...(faults.length > 0 && { status: 400 }),
    ...(trouble && { status: 503 }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{t.title}</Heading>
        {trouble && (
          <Alert kind="warning" title={t[trouble]} id="trouble">
            <Text>{t.later}</Text>
          </Alert>
        )}
        {answer && (
          <>
            <Subheading>{t.from(registerTitle(answer.entry.evidenceType.id, language))}</Subheading>
            <Contents
              values={toldValues(answer.entry.fields, answer.content).filter(isAboutPerson)}
              register={registerTitle(answer.entry.evidenceType.id, language)}
              title={registerName(answer.entry.evidenceType.id, language)}
              language={language}
            />
          </>
        )}
        <Text>{t.lead}</Text>
        <Form action={`/${language}/data`} formKey={open.session.formKey}>
          <Radios
            name="register"
            label={t.which}
            value={register}
            options={registersAsked.map((name) => ({
              value: name,
              label: capital(localised(declarationOf(name).title, language)),
            }))}
            faults={faults}
            language={language}
          />
          <TextInput
            name="plate"
            label={t.plate}
            hint={t.plateHint}
            value={plate}
            faults={faults}
            language={language}
          />
          <TextInput
            name="euid"
            label={t.euid}
            hint={t.euidHint}
            value={euid}
            faults={faults}
            language={language}
          />
          <Buttons>
            <Button>{t.show}</Button>
          </Buttons>
        </Form>
        <HardWords texts={[t.euid, t.euidHint]} language={language} />
        <Small>{t.child}</Small>
      </>
    ),
  };
}
