import { randomUUID } from 'node:crypto';
import type { Procedures } from '#libs/client';
import { HardWords } from '../evidence/index.ts';
import {
  type Both,
  Bullets,
  Button,
  ButtonLink,
  Buttons,
  Card,
  Form,
  Heading,
  lawText,
  Link,
  localised,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { View, Visit } from '../web/index.ts';
import { definitionOf } from './definition.ts';

const say = words({
  title: ['Angaben nur einmal machen', 'Tell us only once'],
  lead: [
    'Was ein Register schon weiß, müssen Sie nicht noch einmal aufschreiben. Sie sehen die Angaben zuerst und entscheiden, ob die Behörde sie bekommt.',
    'What a register knows already you need not write again. You see the data first, and decide whether the authority gets them.',
  ],
  services: ['Was möchten Sie erledigen?', 'What would you like to do?'],
  trail: ['Wer hat Angaben über mich abgerufen?', 'Who retrieved data about me?'],
  trailText: [
    'Unter „Meine Auskünfte“ sehen Sie jeden Abruf: welche Behörde, wann, wofür. Ihre Wahl nehmen Sie unter „Meine Freigaben“ zurück.',
    'Under “My data trail” you see each retrieval: which authority, when, what for. You take back your choice under “My permissions”.',
  ],
  trailLink: ['Meine Auskünfte ansehen', 'See my data trail'],
  sources: ['Was für Sie abgerufen werden kann', 'What can be fetched for you'],
  sourcesText: [
    'Sie entscheiden bei jeder Quelle einzeln. Sie sehen die Angaben, bevor die Behörde sie bekommt.',
    'You decide on each source by itself. You see the data before the authority gets them.',
  ],
  otherway: ['Ohne Abruf geht es auch', 'It works without retrieval, too'],
  otherwayText: [
    'Sie können alles selbst eintragen oder Papiere vorlegen. Das hat für Sie keinen Nachteil.',
    'You can enter everything yourself or bring papers. That is no disadvantage to you.',
  ],
  papers: [
    'Statt der Angaben aus Registern können Sie bringen oder schicken:',
    'Instead of the data from registers you can bring or send:',
  ],
  need: ['Das brauchen Sie', 'What you need'],
  needId: ['Ihren Online-Ausweis zum Anmelden', 'Your online ID card to sign in'],
  begin: ['Antrag starten', 'Start now'],
  ground: (law: string): Both => [`Das Gesetz dazu: ${law}`, `The law on it: ${law}`],
});

export function startView({ language }: Visit, forms: readonly Procedures.Form[]): View {
  const t = say(language);
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <Subheading>{t.services}</Subheading>
        <ul class="card-list">
          {forms.map((form) => (
            <li>
              <Card>
                <h3 class="kern-heading-small">
                  <Link href={`/${language}/services/${form.id}`}>{localised(form.title, language)}</Link>
                </h3>
              </Card>
            </li>
          ))}
        </ul>
        <Subheading>{t.trail}</Subheading>
        <Text>{t.trailText}</Text>
        <Link href={`/${language}/trail`}>{t.trailLink}</Link>
      </>
    ),
  };
}

export function serviceView({ language, open }: Visit, form: Procedures.WholeForm): View {
  const t = say(language);
  const { summary, sources, subjects, legalBasis } = definitionOf(form);
  const title = localised(form.title, language);
  const papers = sources.flatMap(({ paper }) => (paper ? [localised(paper, language)] : []));
  const typed = subjects
    .filter((subject) => subject.typed)
    .map((subject) => localised(subject.title, language));
  return {
    title,
    back: `/${language}`,
    main: (
      <>
        <Heading>{title}</Heading>
        <Text>{localised(summary, language)}</Text>
        <Subheading>{t.need}</Subheading>
        <Bullets items={[t.needId, ...typed]} />
        <Subheading>{t.sources}</Subheading>
        <Bullets items={sources.map((source) => localised(source.title, language))} />
        <Text>{t.sourcesText}</Text>
        <Subheading>{t.otherway}</Subheading>
        <Text>{t.otherwayText}</Text>
        {papers.length > 0 && (
          <>
            <Text>{t.papers}</Text>
            <Bullets items={papers} />
          </>
        )}
        {open?.session.person ? (
          <Form action={`/${language}/services/${form.id}/begin`} formKey={open.session.formKey}>
            <input type="hidden" name="once" value={randomUUID()} />
            <Buttons>
              <Button>{t.begin}</Button>
            </Buttons>
          </Form>
        ) : (
          <ButtonLink href={`/${language}/services/${form.id}/begin`}>{t.begin}</ButtonLink>
        )}
        {legalBasis.length > 0 && <Small>{t.ground(lawText(legalBasis.join('; '), language))}</Small>}
        <HardWords texts={[title, t.needId, ...papers, ...legalBasis]} language={language} />
      </>
    ),
  };
}
