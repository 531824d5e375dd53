import { randomUUID } from 'node:crypto';
import type { Form } from '#libs/forms';
import { ChildInputs, type ChildTyped } from '../../acting/index.ts';
import {
  Alert,
  Bullets,
  Button,
  Buttons,
  type Fault,
  Form as HtmlForm,
  Heading,
  Link,
  localised,
  Radios,
  Subheading,
  Text,
  Unseen,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import { stepView } from './frame.tsx';
import { Released } from './released.tsx';
import { type Applying, isAboutCompany } from './steps.rules.ts';

const say = words({
  how: ['So geht es', 'How it works'],
  first: ['Sie sagen uns, worum es geht.', 'You tell us what it is about.'],
  second: [
    'Sie entscheiden bei jedem Nachweis, ob die Behörde ihn abrufen soll.',
    'You decide on each evidence whether the authority should fetch it.',
  ],
  third: [
    'Sie sehen die Angaben, bevor die Behörde sie bekommt.',
    'You see the data before the authority gets them.',
  ],
  fourth: ['Sie prüfen alles und senden den Antrag ab.', 'You check everything and submit.'],
  saved: [
    'Was Sie eintragen, ist 30 Tage gespeichert. Sie können jederzeit unterbrechen.',
    'What you enter is saved for 30 days. You can stop at any time.',
  ],
  begin: ['Antrag starten', 'Start now'],
  tooMany: ['Sie haben schon sehr viele Anträge begonnen', 'You have begun very many applications'],
  tooManyText: [
    'Machen Sie mit einem davon weiter, oder löschen Sie einen. Dann können Sie einen neuen Antrag starten.',
    'Continue with one of them, or delete one. Then you can start a new application.',
  ],
  drafts: ['Schon begonnene Anträge ansehen', 'See applications you have begun'],
  whom: ['Für wen stellen Sie den Antrag?', 'For whom do you apply?'],
  myself: ['Für mich selbst', 'For myself'],
  child: ['Für mein Kind', 'For my child'],
  company: ['Für mein Unternehmen', 'For my company'],
  on: ['Weiter', 'Continue'],
});

/** @param isFull whether there are as many drafts as one person may have */
export function beginView({ language, open: { session } }: SignedInVisit, form: Form, isFull = false): View {
  const t = say(language);
  const title = localised(form.title, language);
  const here = `/${language}/services/${form.id}`;
  return {
    title,
    back: here,
    ...(isFull && { status: 409 }),
    main: (
      <>
        <Heading>{title}</Heading>
        {isFull && (
          <Alert kind="warning" title={t.tooMany} id="too-many">
            <Text>{t.tooManyText}</Text>
          </Alert>
        )}
        <Subheading>{t.how}</Subheading>
        <Bullets items={[t.first, t.second, t.third, t.fourth]} />
        <Text>{t.saved}</Text>
        <HtmlForm action={`${here}/begin`} formKey={session.formKey}>
          <input type="hidden" name="once" value={randomUUID()} />
          <Buttons>
            <Button>{t.begin}</Button>
          </Buttons>
        </HtmlForm>
        <Link href={`/${language}/applications`}>{t.drafts}</Link>
      </>
    ),
  };
}

export interface ActingTyped extends ChildTyped {
  readonly for?: string;
}

/** Asked first, and nothing preset; whether it is so the register says when it is asked. */
export function actingView(
  visit: SignedInVisit,
  applying: Applying,
  typed: ActingTyped,
  faults: readonly Fault[] = [],
): View {
  const { language, open, path } = visit;
  const t = say(language);
  const shown = { faults, language };
  const options = [
    { value: 'MYSELF', label: t.myself },
    { value: 'PARENT', label: t.child },
    ...(isAboutCompany(applying.form) ? [{ value: 'OFFICER', label: t.company }] : []),
  ];
  return stepView(visit, {
    applying,
    heading: t.whom,
    step: 'acting',
    faults,
    children: (
      <>
        <Released applying={applying} language={language} />
        <HtmlForm action={path} formKey={open.session.formKey}>
          <Radios
            {...shown}
            name="for"
            label={<Unseen>{t.whom}</Unseen>}
            value={typed.for ?? ''}
            options={options}
          />
          <ChildInputs {...shown} typed={typed} isOpen={typed.for === 'PARENT'} />
          <Buttons>
            <Button>{t.on}</Button>
          </Buttons>
        </HtmlForm>
      </>
    ),
  });
}
