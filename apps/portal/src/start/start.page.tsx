import type { ComponentChildren, VNode } from 'preact';
import {
  type Both,
  ButtonLink,
  Details,
  Heading,
  Link,
  localised,
  RegisterText,
  Small,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { View } from '../web/index.ts';
import type { StartAccount, StartFacts } from './start-facts.ts';

const say = words({
  title: ['Einmal ausprobieren', 'Try Einmal'],
  lead: [
    'Auf diesem Rechner laufen jetzt echte Dienste mit erfundenen Personen. Wählen Sie eine Tür. Sie brauchen kein Passwort.',
    'Real services run on this machine now, with invented people. Choose a door. You need no password.',
  ],
  citizens: ['Für Bürgerinnen und Bürger', 'For citizens'],
  citizensText: [
    'Beantragen Sie etwas, ohne aufzuschreiben, was ein Register schon weiß. Und sehen Sie, wer Angaben über Sie abgerufen hat.',
    'Apply for something without writing down what a register knows already. And see who retrieved data about you.',
  ],
  openCitizens: ['Zum Bürgerportal', 'To the citizens’ portal'],
  staff: ['Für Behörden', 'For authorities'],
  staffText: [
    'Prüfen und entscheiden Sie Anträge, und bearbeiten Sie, was im Register unklar ist.',
    'Check and decide applications, and work on what is unclear in a register.',
  ],
  openStaff: ['Zu den Arbeitsplätzen', 'To the workplaces'],
  task: ['In zwei Minuten', 'In two minutes'],
  others: ['Wer sich sonst noch anmelden kann', 'Who else can sign in'],
  form: ['„Bewohnerparkausweis beantragen“', '“Apply for a resident parking permit”'],
  openForm: ['Öffnen Sie ', 'Open '],
  begin: (name: string): Both => [
    `Drücken Sie „Antrag starten“. Melden Sie sich als ${name} an, mit dem Online-Ausweis.`,
    `Press “Start now”. Sign in as ${name}, with the online ID card.`,
  ],
  type: (plate: string): Both => [
    `Tippen Sie nur das Kennzeichen: ${plate}`,
    `Type nothing but the number plate: ${plate}`,
  ],
  preview: [
    'Lassen Sie die Angaben abrufen und sehen Sie sie an, bevor die Behörde sie bekommt. Verwenden Sie beide oder lehnen Sie eine ab.',
    'Have the data fetched, and look at them before the authority gets them. Use both, or decline one.',
  ],
  send: ['Senden Sie den Antrag ab.', 'Submit the application.'],
  trail: ['„Meine Auskünfte“', '“My data trail”'],
  trailText: [
    ': Dort steht jeder Abruf, auch die Vorschau.',
    ': each retrieval stands there, the preview too.',
  ],
  need: [
    'Zuerst braucht es einen Antrag, den kein Computer entscheidet. Stellen Sie ihn im ',
    'First there must be an application that no computer decides. Make it in the ',
  ],
  portal: ['Bürgerportal', 'citizens’ portal'],
  needText: [
    ' und lehnen Sie dabei einen Abruf ab oder wählen Sie „Ich nutze es dauerhaft“.',
    ', and decline a retrieval or choose “I use it permanently”.',
  ],
  inbox: ['die eingegangenen Anträge', 'the applications received'],
  inboxText: (name: string): Both => [` und melden Sie sich als ${name} an.`, ` and sign in as ${name}.`],
  case: [
    'Öffnen Sie einen Antrag, bei dem „Zu prüfen“ steht. Was die Register sagen, steht dort getrennt von dem, was die Person selbst angibt.',
    'Open an application marked “To be checked”. What the registers say stands apart from what the person stated.',
  ],
  take: [
    'Drücken Sie „Übernehmen“ und dann „Entscheiden“. Schreiben Sie eine Begründung.',
    'Press “Take” and then “Decide”. Write a reason.',
  ],
  result: ['Im Bürgerportal unter ', 'In the citizens’ portal, below '],
  mine: ['„Meine Anträge“', '“My applications”'],
  resultText: [' steht jetzt die Entscheidung.', ', the decision now stands.'],
});

interface Door {
  readonly id: 'citizens' | 'staff';
  readonly open: string;
  readonly steps: readonly ComponentChildren[];
}

/** One address from which everything can be tried; each kind of visitor has a door. */
export function startPageView(language: Language, facts: StartFacts): View {
  const t = say(language);
  const doors: readonly Door[] = [
    { id: 'citizens', open: t.openCitizens, steps: citizenSteps(language, facts) },
    { id: 'staff', open: t.openStaff, steps: staffSteps(language, facts) },
  ];
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <div class="doors wide">
          {doors.map(({ id, open, steps }) => (
            <section class="door" aria-labelledby={id}>
              <h2 class="kern-heading-medium" id={id}>
                {t[id]}
              </h2>
              <Text>{t[`${id}Text`]}</Text>
              <ButtonLink href={`${facts[id]}/${language}`}>{open}</ButtonLink>
              <h3 class="kern-heading-small">{t.task}</h3>
              <ol class="kern-list kern-list--number">
                {steps.map((step) => (
                  <li>{step}</li>
                ))}
              </ol>
              <Details summary={t.others}>
                <Accounts accounts={facts.accounts[id]} language={language} />
              </Details>
            </section>
          ))}
        </div>
      </>
    ),
  };
}

function citizenSteps(language: Language, { citizens, accounts, plate }: StartFacts): Door['steps'] {
  const t = say(language);
  return [
    <>
      {t.openForm}
      <Link href={`${citizens}/${language}/services/resident-parking-permit`}>{t.form}</Link>.
    </>,
    t.begin(accounts.citizens[0]?.name ?? ''),
    t.type(plate),
    t.preview,
    t.send,
    <>
      {t.openForm}
      <Link href={`${citizens}/${language}/trail`}>{t.trail}</Link>
      {t.trailText}
    </>,
  ];
}

function staffSteps(language: Language, { citizens, staff, accounts }: StartFacts): Door['steps'] {
  const t = say(language);
  return [
    <>
      {t.need}
      <Link href={`${citizens}/${language}/services/resident-parking-permit`}>{t.portal}</Link>
      {t.needText}
    </>,
    <>
      {t.openForm}
      <Link href={`${staff}/${language}/clerk`}>{t.inbox}</Link>
      {t.inboxText(accounts.staff[0]?.name ?? '')}
    </>,
    t.case,
    t.take,
    <>
      {t.result}
      <Link href={`${citizens}/${language}/applications`}>{t.mine}</Link>
      {t.resultText}
    </>,
  ];
}

const Accounts = ({
  accounts,
  language,
}: {
  readonly accounts: readonly StartAccount[];
  readonly language: Language;
}): VNode => (
  <ul class="accounts">
    {accounts.map(({ name, about }) => (
      <li>
        <p class="kern-body kern-body--bold">
          <RegisterText>{name}</RegisterText>
        </p>
        <Small>{localised(about, language)}</Small>
      </li>
    ))}
  </ul>
);
