import type { DeskRegister } from '../portal.config.ts';
import { ButtonLink, Card, Heading, Link, Small, Text, words } from '../layout/index.ts';
import type { View, Visit } from '../web/index.ts';

const say = words({
  title: ['Arbeitsplätze', 'Workplaces'],
  stranger: [
    'Hier bearbeiten Beschäftigte der Behörden Anträge und führen Register. Melden Sie sich mit Ihrem dienstlichen Konto an.',
    'Here staff of authorities work on applications and keep registers. Sign in with your account at the authority.',
  ],
  signIn: ['Weiter zur Anmeldung', 'Continue to sign in'],
  lead: ['Wählen Sie, woran Sie arbeiten.', 'Choose what you work on.'],
  none: [
    'Ihr Konto ist für keinen Arbeitsplatz freigeschaltet. Fragen Sie Ihre Leitung.',
    'Your account is enabled for no workplace. Ask your supervisor.',
  ],
  procedures: ['Anträge bearbeiten', 'Work on applications'],
  proceduresText: [
    'Eingegangene Anträge prüfen, nachfragen und entscheiden',
    'Check applications, ask back and decide',
  ],
  residents: ['Melderegister: offene Fälle', 'Residents register: open cases'],
  residentsText: [
    'Zweifel an Angaben, Zuzüge und Wegzüge, die jemand ansehen muss',
    'Doubts about data, and moves that somebody has to look at',
  ],
  vehicles: ['Fahrzeugregister: offene Fälle', 'Vehicle register: open cases'],
  vehiclesText: [
    'Halterinnen und Halter, bei denen sich etwas geändert hat, und Zweifel an Angaben',
    'Holders of whom something changed, and doubts about data',
  ],
  business: ['Handelsregister: offene Fälle', 'Companies register: open cases'],
  businessText: ['Zweifel an Angaben zu Unternehmen', 'Doubts about data of companies'],
});

type Desk = 'procedures' | DeskRegister;

const pathOf = (desk: Desk): string => (desk === 'procedures' ? 'clerk' : desk);

export function strangerView({ language }: Visit): View {
  const t = say(language);
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{t.stranger}</Text>
        <ButtonLink href={`/${language}/login/start?to=${encodeURIComponent(`/${language}`)}`}>
          {t.signIn}
        </ButtonLink>
      </>
    ),
  };
}

export function desksView({ language }: Visit, desks: readonly Desk[]): View {
  const t = say(language);
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        <Text>{desks.length === 0 ? t.none : t.lead}</Text>
        <ul class="card-list">
          {desks.map((desk) => (
            <li>
              <Card>
                <h2 class="kern-heading-small">
                  <Link href={`/${language}/${pathOf(desk)}`}>{t[desk]}</Link>
                </h2>
                <Small>{t[`${desk}Text`]}</Small>
              </Card>
            </li>
          ))}
        </ul>
      </>
    ),
  };
}
