import type { FormSource } from '#libs/forms';
import { HardWords, paperName, Question } from '../../evidence/index.ts';
import {
  type Both,
  Button,
  Buttons,
  capital,
  type Fault,
  Form,
  localised,
  Radios,
  Text,
  Unseen,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Open } from './applications.service.ts';
import type { Offer } from './evidence.service.ts';
import { stepView } from './frame.tsx';
import { placeOf } from './steps.rules.ts';

const say = words({
  both: ['Beides ist möglich und hat für Sie keinen Nachteil.', 'Both are possible, at no disadvantage.'],
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
  paper: (name: string): Both => [
    `Ich bringe oder schicke ein Papier: ${name}.`,
    `I bring or send a paper: ${name}.`,
  ],
});

/** What would be fetched, from where, for whom and why, in the words that the choice is bound to; two equal answers. */
export function sourceView(
  visit: SignedInVisit,
  { open, source, offer, faults = [] }: SourcePage & { readonly offer: Offer },
): View {
  const { language, path } = visit;
  const { evidence, recipient, purpose } = offer;
  const choice = open.application.choices[source.evidenceType];
  const way = open.application.decided[source.evidenceType]?.way ? 'OTHER' : (choice?.way ?? '');
  return stepView(visit, {
    applying: open,
    heading: localised(source.title, language),
    step: `sources/${placeOf(open.form, source)}`,
    faults,
    children: (
      <Question
        asked={{
          kind: 'CHOICE',
          recipient,
          register: capital(localised(evidence.registerTitle, language)),
          purpose: localised(purpose, language),
          ground: evidence.legalBasis,
          fields: evidence.fields.map(({ title }) => localised(title, language)),
          notice: evidence.notices.find(({ locale }) => locale === language) ?? evidence.notices[0],
        }}
        action={path}
        formKey={visit.open.session.formKey}
        way={way}
        isChanged={choice?.way === 'ASK_AGAIN' && !choice.isOver}
        isOver={choice?.isOver}
        faults={faults}
        language={language}
      />
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
  const labels = {
    ENTER_IT: t.enter,
    BRING_PAPER: t.paper(paperName(open.form, source.evidenceType, language)),
  };
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
            label={<Unseen>{t.otherTitle}</Unseen>}
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
        <HardWords texts={[localised(source.paper, language)]} language={language} />
      </>
    ),
  });
}
