import type { VNode } from 'preact';
import {
  ButtonLink,
  Details,
  Heading,
  localised,
  RegisterText,
  Small,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { View } from '../web/index.ts';
import type { StartAccount, StartFacts } from './start-facts.ts';
import { citizenSteps, developerSteps, operatorSteps, staffSteps, type Steps } from './tasks.tsx';

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
  operators: ['Für die Betriebsführung', 'For operators'],
  operatorsText: [
    'Sehen Sie, ob die Änderungen der Register ankommen, und wiederholen Sie, was verloren ging.',
    'See whether changes of the registers arrive, and replay what got lost.',
  ],
  openOperators: ['Zum Leitstand', 'To the console'],
  developers: ['Für Entwicklerinnen und Entwickler', 'For developers'],
  developersText: [
    'Sehen Sie, was Ihr System abrufen darf, und stellen Sie eine erste Anfrage aus dem eigenen Terminal.',
    'See what your system may ask for, and make a first request from your own terminal.',
  ],
  openDevelopers: ['Zur Anbindung', 'To connecting'],
  task: ['In zwei Minuten', 'In two minutes'],
  others: ['Wer sich sonst noch anmelden kann', 'Who else can sign in'],
});

interface Door {
  readonly id: 'citizens' | 'staff' | 'operators' | 'developers';
  readonly open: string;
  /** Where this door leads below the language, if not to a page for all. */
  readonly to?: string;
  readonly steps: Steps;
}

/** One address from which everything can be tried; each kind of visitor has a door. */
export function startPageView(language: Language, facts: StartFacts): View {
  const t = say(language);
  const doors: readonly Door[] = [
    { id: 'citizens', open: t.openCitizens, steps: citizenSteps(language, facts) },
    { id: 'staff', open: t.openStaff, steps: staffSteps(language, facts) },
    { id: 'operators', open: t.openOperators, steps: operatorSteps(language, facts) },
    { id: 'developers', open: t.openDevelopers, to: '/dev', steps: developerSteps(language, facts) },
  ];
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.lead}</Text>
        <div class="doors wide">
          {doors.map(({ id, open, to = '', steps }) => (
            <section class="door" aria-labelledby={id}>
              <h2 class="kern-heading-medium" id={id}>
                {t[id]}
              </h2>
              <Text>{t[`${id}Text`]}</Text>
              <ButtonLink href={`${facts[id]}/${language}${to}`}>{open}</ButtonLink>
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
