import { HardWords } from '../evidence/index.ts';
import { Alert, Button, ButtonLink, Buttons, Form, Heading, Small, Text, words } from '../layout/index.ts';
import type { Visitors } from '../portal.config.ts';
import type { Level } from '../sessions/index.ts';
import type { SignedInVisit, View, Visit } from '../web/index.ts';

const say = words({
  title: ['Anmelden', 'Sign in'],
  citizens: [
    'Melden Sie sich an, damit nur Sie Ihre Angaben sehen.',
    'Sign in, so that nobody but you sees your data.',
  ],
  staff: ['Melden Sie sich mit Ihrem dienstlichen Konto an.', 'Sign in with your account at the authority.'],
  operators: [
    'Melden Sie sich mit Ihrem Konto der Betriebsführung an.',
    'Sign in with your account of the operators.',
  ],
  higher: [
    'Für diesen Schritt brauchen wir eine sichere Anmeldung mit dem Online-Ausweis.',
    'This step needs a secure sign-in with the online ID card.',
  ],
  fresh: [
    'Für diesen Schritt müssen Sie sich gerade erst angemeldet haben. Es wurde noch nichts ausgeführt.',
    'For this step you must have signed in just now. Nothing has been done yet.',
  ],
  over: [
    'Ihre Sitzung ist zu Ende. Ihre Eingaben sind gespeichert. Melden Sie sich bitte neu an.',
    'Your session has ended. Your entries are saved. Please sign in again.',
  ],
  go: ['Weiter zur Anmeldung', 'Continue to sign in'],
  where: [
    'Sie verlassen dafür kurz diese Seite und kommen danach hierher zurück.',
    'You leave this page for a moment and come back afterwards.',
  ],
  failed: ['Die Anmeldung hat nicht geklappt', 'Signing in did not work'],
  failedText: [
    'Sie wurde abgebrochen oder hat zu lange gedauert. Ihre Eingaben sind gespeichert.',
    'It was cancelled or took too long. Your entries are saved.',
  ],
  again: ['Noch einmal versuchen', 'Try again'],
  start: ['Zur Startseite', 'To the start page'],
  signOut: ['Abmelden', 'Sign out'],
  here: ['Hier abmelden', 'Sign out here'],
  everywhere: ['Auf allen Geräten abmelden', 'Sign out on all devices'],
  everywhereText: [
    'Wenn Sie auch an anderen Geräten angemeldet sind, können Sie sich dort gleich mit abmelden.',
    'If you are signed in on other devices, too, you can sign out there at the same time.',
  ],
  stay: ['Angemeldet bleiben', 'Stay signed in'],
  signedOut: ['Sie sind abgemeldet', 'You are signed out'],
  signedOutText: [
    'Gleich werden Sie auch beim Anmeldedienst abgemeldet.',
    'You are being signed out at the sign-in service, too.',
  ],
  signOutThere: ['Beim Anmeldedienst abmelden', 'Sign out at the sign-in service'],
});

interface Wanted {
  readonly goesOn: string;
  readonly level?: Level;
  readonly isFresh?: true;
  readonly isOver: boolean;
  readonly visitors: Visitors;
}

const queryOf = (goesOn: string, level?: Level, isFresh?: true): string =>
  `to=${encodeURIComponent(goesOn)}${level ? `&level=${level}` : ''}${isFresh ? '&fresh=yes' : ''}`;

export function loginView(
  { language, open }: Visit,
  { goesOn, level, isFresh, isOver, visitors }: Wanted,
): View {
  const t = say(language);
  // Who is asked for a higher level is no stranger, and is told what it is for.
  const isSignedIn = open?.session.person !== undefined;
  const why = isFresh ? t.fresh : level === 'high' || (level && isSignedIn) ? t.higher : t[visitors];
  return {
    title: t.title,
    main: (
      <>
        <Heading>{t.title}</Heading>
        {isOver && <Alert kind="warning" title={t.over} id="session-over" />}
        <Text>{why}</Text>
        <Text>{t.where}</Text>
        <ButtonLink href={`/${language}/login/start?${queryOf(goesOn, level, isFresh)}`}>{t.go}</ButtonLink>
        <HardWords texts={[why]} language={language} />
      </>
    ),
  };
}

export function loginFailedView(
  { language }: Visit,
  { goesOn, level, isFresh }: Pick<Wanted, 'goesOn' | 'level' | 'isFresh'>,
): View {
  const t = say(language);
  return {
    title: t.failed,
    status: 400,
    main: (
      <>
        <Heading>{t.failed}</Heading>
        <Text>{t.failedText}</Text>
        <Buttons>
          <ButtonLink href={`/${language}/login?${queryOf(goesOn, level, isFresh)}`}>{t.again}</ButtonLink>
          <ButtonLink kind="secondary" href={`/${language}`}>
            {t.start}
          </ButtonLink>
        </Buttons>
      </>
    ),
  };
}

export function logoutView({ language, open }: SignedInVisit): View {
  const t = say(language);
  const { formKey } = open.session;
  return {
    title: t.signOut,
    main: (
      <>
        <Heading>{t.signOut}</Heading>
        <Form action={`/${language}/logout`} formKey={formKey}>
          <Small>{t.everywhereText}</Small>
          <Buttons>
            <Button>{t.here}</Button>
            <Button kind="secondary" name="everywhere" value="yes">
              {t.everywhere}
            </Button>
            <ButtonLink kind="tertiary" href={`/${language}`}>
              {t.stay}
            </ButtonLink>
          </Buttons>
        </Form>
      </>
    ),
  };
}

/** @param atIssuer where the issuer ends its own session */
export function signedOutView({ language }: Visit, atIssuer: string): View {
  const t = say(language);
  return {
    title: t.signedOut,
    goesOnAt: atIssuer,
    main: (
      <>
        <Heading>{t.signedOut}</Heading>
        <Text>{t.signedOutText}</Text>
        <ButtonLink href={atIssuer}>{t.signOutThere}</ButtonLink>
      </>
    ),
  };
}
