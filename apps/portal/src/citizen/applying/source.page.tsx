import type { FormSource } from '#libs/forms';
import {
  Alert,
  Bullets,
  Button,
  Buttons,
  Description,
  type Fault,
  Form,
  localised,
  Radios,
  Subheading,
  Text,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Open } from './applications.service.ts';
import type { Offer } from './evidence.service.ts';
import { stepView } from './frame.tsx';
import { placeOf } from './steps.rules.ts';

const say = words({
  ask: [
    'Soll die Behörde diesen Nachweis für Sie abrufen?',
    'Should the authority fetch this evidence for you?',
  ],
  yes: ['Ja, abrufen. Ich sehe die Angaben zuerst.', 'Yes, fetch it. I see the data first.'],
  no: ['Nein, ich lege den Nachweis selbst vor.', 'No, I will provide it myself.'],
  both: ['Beides ist möglich und hat für Sie keinen Nachteil.', 'Both are possible, at no disadvantage.'],
  recipient: ['Wer die Angaben bekommt', 'Who gets the data'],
  register: ['Woher sie kommen', 'Where they come from'],
  purpose: ['Wofür', 'What for'],
  ground: ['Rechtsgrundlage', 'Legal basis'],
  fields: ['Welche Angaben', 'Which data'],
  notice: ['Der genaue Wortlaut', 'The exact wording'],
  changed: ['Dieser Text hat sich geändert', 'This text has changed'],
  changedText: [
    'Der Text ist ein anderer, als Sie ihn gelesen haben. Es wurde nichts abgerufen. Bitte lesen Sie ihn und entscheiden Sie neu.',
    'The text is not the one you read. Nothing was fetched. Please read it and decide again.',
  ],
  choose: ['Wählen Sie eine der beiden Möglichkeiten.', 'Choose one of the two.'],
  on: ['Weiter', 'Continue'],
  otherTitle: ['Wie möchten Sie den Nachweis vorlegen?', 'How do you want to provide the evidence?'],
  otherText: [
    'Die Behörde bekommt diese Angaben nicht aus dem Register. Auch so können Sie den Antrag stellen.',
    'The authority does not get these data from the register. You can apply this way, too.',
  ],
  paperOnly: [
    'Diese Angaben können wir zurzeit nicht für Sie abrufen. Sie können den Antrag trotzdem stellen.',
    'We cannot fetch these data for you at present. You can apply all the same.',
  ],
  enter: ['Ich trage die Angaben selbst ein.', 'I enter the data myself.'],
  paper: ['Ich bringe oder schicke Papiere.', 'I bring or send papers.'],
});

export const chooseOne = (language: SignedInVisit['language']): string => say(language).choose;

/** What would be fetched, from where, for whom and why, in the words that the choice is bound to; two equal answers. */
export function sourceView(
  visit: SignedInVisit,
  { open, source, offer, faults = [] }: SourcePage & { readonly offer: Offer },
): View {
  const { language, path } = visit;
  const t = say(language);
  const { evidence, recipient, purpose } = offer;
  const choice = open.application.choices[source.evidenceType];
  const notice = evidence.notices.find(({ locale }) => locale === language) ?? evidence.notices[0];
  const way = open.application.decided[source.evidenceType]?.way ? 'OTHER' : (choice?.way ?? '');
  return stepView(visit, {
    applying: open,
    heading: localised(source.title, language),
    step: `sources/${placeOf(open.form, source)}`,
    faults,
    children: (
      <>
        {choice?.way === 'ASK_AGAIN' && (
          <Alert kind="warning" title={t.changed} id="notice-changed">
            <Text>{t.changedText}</Text>
          </Alert>
        )}
        <Description
          entries={[
            { key: t.recipient, value: recipient },
            { key: t.register, value: localised(evidence.registerTitle, language) },
            { key: t.purpose, value: localised(purpose, language) },
            { key: t.ground, value: evidence.legalBasis },
          ]}
        />
        <Subheading>{t.fields}</Subheading>
        <Bullets items={evidence.fields.map(({ title }) => localised(title, language))} />
        <Subheading id="notice">{t.notice}</Subheading>
        <div class="notice kern-body" lang={notice?.locale ?? language}>
          {notice?.text}
        </div>
        <Form action={path} formKey={visit.open.session.formKey}>
          <input type="hidden" name="notice" value={notice?.sha256 ?? ''} />
          <Radios
            name="way"
            label={t.ask}
            hint={t.both}
            faults={faults}
            language={language}
            value={way}
            options={[
              { value: 'FETCH', label: t.yes },
              { value: 'OTHER', label: t.no },
            ]}
          />
          <Buttons>
            <Button>{t.on}</Button>
          </Buttons>
        </Form>
      </>
    ),
  });
}

export interface SourcePage {
  readonly open: Open;
  readonly source: FormSource;
  readonly faults?: readonly Fault[];
}

/** Another way, without asking why; what was shown before is not here any more. */
export function otherView(
  visit: SignedInVisit,
  { open, source, faults = [], canFetch }: SourcePage & { readonly canFetch: boolean },
): View {
  const { language, path } = visit;
  const t = say(language);
  const labels = { ENTER_IT: t.enter, BRING_PAPER: t.paper };
  const place = placeOf(open.form, source);
  return stepView(visit, {
    applying: open,
    heading: t.otherTitle,
    step: `sources/${place}`,
    faults,
    ...(canFetch && { back: `/${language}/applications/${open.id}/sources/${place}` }),
    children: (
      <>
        <Text>
          <strong>{localised(source.title, language)}</strong>
        </Text>
        <Text>{canFetch ? t.otherText : t.paperOnly}</Text>
        <Form action={path} formKey={visit.open.session.formKey}>
          <Radios
            name="way"
            label={t.otherTitle}
            hint={t.both}
            faults={faults}
            language={language}
            value={open.application.decided[source.evidenceType]?.way ?? ''}
            options={source.otherWays.map((value) => ({ value, label: labels[value] }))}
          />
          <Buttons>
            <Button>{t.on}</Button>
          </Buttons>
        </Form>
      </>
    ),
  });
}
