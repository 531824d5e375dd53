import type { ComponentChildren, VNode } from 'preact';
import {
  Alert,
  AuthorityName,
  Bullets,
  Button,
  Buttons,
  Description,
  type Fault,
  Form,
  lawText,
  NoticeText,
  Radios,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { HardWords } from './hard-words.tsx';

const say = words({
  recipient: ['Wer die Angaben bekommt', 'Who gets the data'],
  register: ['Woher sie kommen', 'Where they come from'],
  purpose: ['Wofür', 'What for'],
  ground: ['Welches Gesetz das erlaubt', 'Which law allows it'],
  fields: ['Welche Angaben', 'Which data'],
  notice: ['Der genaue Wortlaut', 'The exact wording'],
  changed: ['Dieser Text hat sich geändert', 'This text has changed'],
  changedText: [
    'Der Text ist ein anderer, als Sie ihn gelesen haben. Es wurde nichts abgerufen. Bitte lesen Sie ihn und entscheiden Sie neu.',
    'The text is not the one you read. Nothing was fetched. Please read it and decide again.',
  ],
  over: ['Ihre Wahl gilt nicht mehr', 'Your choice does not hold any more'],
  overText: [
    'Sie ist zurückgenommen, angehalten oder abgelaufen. Die Behörde bekommt diese Angaben nicht. Bitte entscheiden Sie neu.',
    'It was taken back, is paused or has run out. The authority does not get these data. Please decide again.',
  ],
  choose: ['Wählen Sie eine der beiden Möglichkeiten.', 'Choose one of the two.'],
  on: ['Weiter', 'Continue'],
});

/** A choice has no disadvantage either way; a consent has words of its own (GDPR Art. 7). */
const kinds = {
  CHOICE: words({
    ask: [
      'Soll die Behörde diesen Nachweis für Sie abrufen?',
      'Should the authority fetch this evidence for you?',
    ],
    yes: ['Ja, abrufen. Ich sehe die Angaben zuerst.', 'Yes, fetch it. I see the data first.'],
    no: ['Nein, ich lege den Nachweis selbst vor.', 'No, I will provide it myself.'],
    free: ['Beides ist möglich und hat für Sie keinen Nachteil.', 'Both are possible, at no disadvantage.'],
  }),
  CONSENT: words({
    ask: [
      'Willigen Sie ein, dass die Behörde diese Angaben bekommt?',
      'Do you consent to the authority getting these data?',
    ],
    yes: ['Ich willige ein. Ich sehe die Angaben zuerst.', 'I consent. I see the data first.'],
    no: ['Ich willige nicht ein.', 'I do not consent.'],
    free: [
      'Das ist freiwillig und für die Zukunft jederzeit widerrufbar.',
      'It is voluntary; I can withdraw it for the future at any time.',
    ],
  }),
};

export const chooseOne = (language: Language): string => say(language).choose;

interface Asked {
  readonly kind: 'CHOICE' | 'CONSENT';
  readonly recipient: string;
  readonly register: string;
  readonly purpose: string;
  readonly ground: string;
  readonly fields: readonly string[];
  /** Word for word; the answer is bound to it by its hash. */
  readonly notice: { readonly text: string; readonly sha256: string; readonly locale: string } | undefined;
}

/** The text that the answer is bound to names each of the data: a list beside it would say them twice. */
const isToldBy = ({ fields, notice }: Asked): boolean => {
  const text = notice?.text.toLowerCase() ?? '';
  return fields.every((field) => text.includes(field.toLowerCase()));
};

/** What would be fetched, from where, for whom and why, in the words that the choice is bound to; two equal answers. */
export function Question({
  asked,
  action,
  formKey,
  way,
  isChanged,
  isOver = false,
  faults,
  language,
  children,
}: {
  readonly asked: Asked;
  readonly action: string;
  readonly formKey: string;
  readonly way: string;
  /** Whether another text was read. */
  readonly isChanged: boolean;
  /** Whether what was chosen before holds no more. */
  readonly isOver?: boolean | undefined;
  readonly faults: readonly Fault[];
  readonly language: Language;
  /** Inputs that go with the answer. */
  readonly children?: ComponentChildren;
}): VNode {
  const t = say(language);
  const own = kinds[asked.kind](language);
  const { notice } = asked;
  return (
    <>
      {isChanged && (
        <Alert kind="warning" title={t.changed} id="notice-changed">
          <Text>{t.changedText}</Text>
        </Alert>
      )}
      {isOver && (
        <Alert kind="warning" title={t.over} id="choice-over">
          <Text>{t.overText}</Text>
        </Alert>
      )}
      <Description
        entries={[
          { key: t.recipient, value: <AuthorityName language={language}>{asked.recipient}</AuthorityName> },
          { key: t.register, value: asked.register },
          { key: t.purpose, value: asked.purpose },
          { key: t.ground, value: lawText(asked.ground, language) },
        ]}
      />
      {!isToldBy(asked) && (
        <>
          <Subheading>{t.fields}</Subheading>
          <Bullets items={asked.fields} />
        </>
      )}
      <Subheading id="notice">{t.notice}</Subheading>
      <NoticeText authority={asked.recipient} locale={notice?.locale ?? language}>
        {notice?.text}
      </NoticeText>
      <HardWords texts={[...asked.fields, asked.purpose, asked.ground]} language={language} />
      <Form action={action} formKey={formKey}>
        <input type="hidden" name="notice" value={notice?.sha256 ?? ''} />
        {children}
        <Radios
          name="way"
          label={own.ask}
          hint={own.free}
          faults={faults}
          language={language}
          value={way}
          options={[
            { value: 'FETCH', label: own.yes },
            { value: 'OTHER', label: own.no },
          ]}
        />
        <Buttons>
          <Button>{t.on}</Button>
        </Buttons>
      </Form>
    </>
  );
}
