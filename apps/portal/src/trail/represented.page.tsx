import type { VNode } from 'preact';
import { ChildInputs, type ChildTyped } from '../acting/index.ts';
import { HardWords } from '../evidence/index.ts';
import {
  Alert,
  Bullets,
  Button,
  Buttons,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  Link,
  localised,
  Radios,
  Small,
  Text,
  TextInput,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { outcomeOf } from './outcome-words.ts';
import { Stories } from './stories.tsx';
import type { Entry, Stories as Told } from './trail.rules.ts';

const say = words({
  title: ['Auskünfte über Ihr Kind oder Ihr Unternehmen', 'Data trail of your child or company'],
  error: ['Fehler: ', 'Error: '],
  lead: [
    'Hier sehen Sie, welche Behörde Angaben über jemanden abgerufen hat, für den Sie handeln dürfen. Ob Sie das dürfen, sagt jedes Mal das Register.',
    'This shows which authority asked for data about somebody whom you may act for. Whether you may, the register says each time.',
  ],
  whom: ['Über wen?', 'About whom?'],
  child: ['Über mein Kind', 'About my child'],
  company: ['Über mein Unternehmen', 'About my company'],
  euid: ['Europäische Kennung (EUID) des Unternehmens', 'European unique identifier (EUID) of the company'],
  euidHint: [
    'Nur für ein Unternehmen. Steht im Registerauszug, etwa DEP2305.HRB12345',
    'For a company only. On the register excerpt, such as DEP2305.HRB12345',
  ],
  show: ['Auskünfte zeigen', 'Show the data trail'],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  more: ['Weitere anzeigen', 'Show more'],
  unnamed: ['Ohne Angabe der Behörde', 'Authority not stated'],
  notPassedOn: ['Der Behörde nicht übermittelt', 'Not passed on to the authority'],
  fields: ['Danach wurde gefragt:', 'What was asked for:'],
  permission: ['Ihre Freigabe dazu', 'Your permission for it'],
  childScope: [
    'Was ein anderer Elternteil veranlasst hat, steht hier ohne den Namen der Behörde.',
    'What another parent started is shown here without the name of the authority.',
  ],
  scope: [
    'Was damals im Register stand, und Meldungen dazu, gibt es hier nur für einen selbst. Wenn etwas nicht stimmt, wenden Sie sich bitte an die Behörde.',
    'What the register held then, and reports of it, are here for oneself only. If something is wrong, please turn to the authority.',
  ],
  silent: ['Das Register antwortet gerade nicht.', 'The register is not answering.'],
  often: ['Sie haben das in kurzer Zeit oft angesehen.', 'You have looked at this often in a short time.'],
  later: ['Bitte versuchen Sie es später noch einmal.', 'Please try again later.'],
});

const faultWords = words({
  choose: ['Wählen Sie, über wen Sie etwas sehen möchten.', 'Choose about whom you want to see it.'],
  needEuid: [
    'Geben Sie die EUID Ihres Unternehmens ein, etwa DEP2305.HRB12345',
    'Enter the EUID of your company, such as DEP2305.HRB12345',
  ],
  refused: [
    'Das Register bestätigt nicht, dass Sie hier für jemand anderen handeln dürfen. Gründe nennt es nicht.',
    'The register does not confirm that you may act for somebody else here. It gives no reasons.',
  ],
  joint: [
    'Nach dem Handelsregister vertreten Sie das Unternehmen nur zusammen mit einer zweiten Person. Allein können Sie seine Auskünfte hier nicht sehen.',
    'By the commercial register you represent the company only together with a second person. You cannot see its data trail here alone.',
  ],
});

type WhomFault = 'choose' | 'needEuid' | 'refused' | 'joint';
export const representedFault = (fault: WhomFault, language: Language): Fault => ({
  field: fault === 'needEuid' ? 'euid' : 'for',
  detail: faultWords(language)[fault],
});

export interface WhomTyped extends ChildTyped {
  readonly for?: string;
  readonly euid?: string;
}

interface Shown {
  readonly faults?: readonly Fault[];
  readonly trouble?: 'silent' | 'often';
  readonly told?: Told & { readonly next?: string };
}

export function representedView(visit: SignedInVisit, typed: WhomTyped, shown: Shown = {}): View {
  const { language, open, path } = visit;
  const t = say(language);
  const { faults = [], trouble, told } = shown;
  const input = { faults, language };
  return {
    title: faults.length > 0 ? t.error + t.title : t.title,
    back: `/${language}/trail`,
    ...(faults.length > 0 && { status: 400 }),
    ...(trouble && { status: 503 }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        {trouble && (
          <Alert kind="warning" title={t[trouble]} id="trouble">
            <Text>{t.later}</Text>
          </Alert>
        )}
        {told && <Trail visit={visit} typed={typed} told={told} />}
        <Form action={path} formKey={open.session.formKey}>
          <Radios
            {...input}
            name="for"
            label={t.whom}
            value={typed.for ?? ''}
            options={[
              { value: 'PARENT', label: t.child },
              { value: 'OFFICER', label: t.company },
            ]}
          />
          <ChildInputs {...input} typed={typed} isOpen={typed.for === 'PARENT'} />
          <TextInput
            {...input}
            name="euid"
            label={t.euid}
            hint={t.euidHint}
            value={typed.euid ?? ''}
            autocomplete="off"
          />
          <Buttons>
            <Button>{t.show}</Button>
          </Buttons>
        </Form>
        <HardWords texts={[t.euid, t.euidHint]} language={language} />
      </>
    ),
  };
}

const Trail = ({
  visit,
  typed,
  told: { stories, awaited, next },
}: {
  readonly visit: SignedInVisit;
  readonly typed: WhomTyped;
  readonly told: NonNullable<Shown['told']>;
}): VNode => {
  const { language, open, path, person } = visit;
  const t = say(language);
  const isOwn = ({ acting }: Entry): boolean => acting?.by === person.subject;
  const hidden = { ...typed, after: next ?? '', awaited: awaited.join('.') };
  return (
    <>
      {stories.length === 0 && <Text>{t.empty}</Text>}
      <Stories
        stories={stories}
        telling={{
          language,
          unnamed: t.unnamed,
          isOwn,
          outcomeFor: (entry) => {
            const { kind, short } = outcomeOf(entry, language);
            const isToldElsewhere = entry.outcome === 'DISCLOSED' && entry.recipient === 'PERSON';
            return { kind, short: isToldElsewhere && !isOwn(entry) ? t.notPassedOn : short };
          },
          more: (entry) => (
            <>
              <Small>{t.fields}</Small>
              <Bullets items={entry.fields.map(({ title }) => localised(title, language))} />
              {isOwn(entry) && entry.basis?.consentId !== undefined && (
                <Small>
                  <Link href={`/${language}/receipts/${entry.basis.consentId}`}>{t.permission}</Link>
                </Small>
              )}
            </>
          ),
        }}
      />
      {next !== undefined && (
        <Form action={path} formKey={open.session.formKey}>
          {Object.entries(hidden).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <Buttons>
            <Button kind="tertiary">{t.more}</Button>
          </Buttons>
        </Form>
      )}
      {typed.for === 'PARENT' && <Small>{t.childScope}</Small>}
      <Small>{t.scope}</Small>
    </>
  );
};
