import type { Gateway } from '#libs/client';
import { declarationOf } from '#libs/contracts';
import { registerName, registerTitle, toldValues } from '../evidence/index.ts';
import {
  Alert,
  type Both,
  Button,
  Buttons,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  localised,
  Radios,
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
    'Nur für das Fahrzeugregister, etwa H-EM 101E',
    'For the vehicle register only, such as H-EM 101E',
  ],
  show: ['Angaben zeigen', 'Show the data'],
  choose: ['Wählen Sie ein Register aus', 'Choose a register'],
  needPlate: ['Geben Sie Ihr Kennzeichen ein, etwa H-EM 101E', 'Enter your number plate, such as H-EM 101E'],
  silent: ['Das Register antwortet gerade nicht.', 'The register is not answering.'],
  often: ['Sie haben das in kurzer Zeit oft angesehen.', 'You have looked at this often in a short time.'],
  later: ['Bitte versuchen Sie es später noch einmal.', 'Please try again later.'],
  from: (register: string): Both => [`Aus dem ${register}`, `From the ${register}`],
});

export const registersAsked = ['residents', 'vehicles'] as const;
export type RegisterAsked = (typeof registersAsked)[number];

export interface OwnDataTyped {
  readonly register: string;
  readonly plate: string;
}

export interface OwnDataAnswer {
  readonly entry: Entry;
  readonly content: Gateway.Content;
}

export type OwnDataFault = 'choose' | 'needPlate';

export function ownDataView(
  { language, open }: SignedInVisit,
  { register, plate }: OwnDataTyped,
  shown: {
    readonly answer?: OwnDataAnswer;
    readonly faults?: readonly OwnDataFault[];
    readonly trouble?: 'silent' | 'often';
  } = {},
): View {
  const t = say(language);
  const { answer, trouble } = shown;
  const faults: readonly Fault[] = (shown.faults ?? []).map((fault) => ({
    field: fault === 'choose' ? 'register' : 'plate',
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
              values={toldValues(answer.entry.fields, answer.content)}
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
              label: localised(declarationOf(name).title, language),
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
          <Buttons>
            <Button>{t.show}</Button>
          </Buttons>
        </Form>
      </>
    ),
  };
}
