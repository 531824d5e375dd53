import type { Problem } from '#libs/contracts';
import type { View, Visit } from '../web/index.ts';
import { ButtonLink, Buttons, Heading, Small, Text } from './kern.tsx';
import { type Both, words } from './words.ts';

const say = words({
  notFound: ['Diese Seite gibt es nicht', 'There is no such page'],
  notFoundText: [
    'Vielleicht ist die Adresse falsch geschrieben, oder die Seite wurde entfernt.',
    'The address may be misspelt, or the page was removed.',
  ],
  refused: ['Das hat nicht geklappt', 'That did not work'],
  foreign: [
    'Diese Seite war nicht mehr gültig. Es wurde nichts ausgeführt. Öffnen Sie die Seite bitte neu.',
    'This page was no longer valid. Nothing was done. Please open the page again.',
  ],
  tooLarge: [
    'Das war zu viel auf einmal. Es wurde nichts davon gespeichert. Kürzen Sie bitte Ihren Text.',
    'That was too much at once. Nothing of it was saved. Please shorten your text.',
  ],
  busy: [
    'Ein Dienst antwortet gerade nicht. Ihre gespeicherten Eingaben bleiben erhalten. Versuchen Sie es bitte in ein paar Minuten noch einmal.',
    'A service is not answering at present. Your saved entries are kept. Please try again in a few minutes.',
  ],
  fault: [
    'Bei uns ist ein Fehler aufgetreten. Ihre gespeicherten Eingaben bleiben erhalten.',
    'Something went wrong on our side. Your saved entries are kept.',
  ],
  otherwise: ['Das ging so nicht mehr', 'That was not possible any more'],
  otherwiseText: [
    'Inzwischen hat sich etwas geändert, darum hat der Dienst es nicht angenommen. Es wurde nichts ausgeführt. Laden Sie die Seite neu und sehen Sie nach, wie es jetzt steht.',
    'Something changed meanwhile, so the service did not take it. Nothing was done. Reload the page and see how things stand now.',
  ],
  withoutRole: ['Das gehört nicht zu Ihren Aufgaben', 'This is not among your tasks'],
  withoutRoleText: [
    'Ihr Konto ist für diesen Arbeitsplatz nicht freigeschaltet. Fragen Sie Ihre Leitung, wenn Sie ihn brauchen.',
    'Your account is not enabled for this workplace. Ask your supervisor if you need it.',
  ],
  desks: ['Zu meinen Arbeitsplätzen', 'To my workplaces'],
  reload: ['Neu laden', 'Reload'],
  start: ['Zur Startseite', 'To the start page'],
  noNumber: ['Hier geht es für Sie auf anderem Weg weiter', 'For you it goes on in another way'],
  noNumberText: [
    'Zu Ihrer Anmeldung haben wir keine Identifikationsnummer bekommen. Das ist Ihre Steuer-ID: elf Ziffern, unter denen Register Sie finden. Gründe werden nicht mitgeteilt. Darum können wir hier nichts für Sie abrufen oder anzeigen.',
    'With your sign-in we got no identification number. This is your tax ID: eleven digits by which registers find you. No reasons are given. So we cannot fetch or show anything for you here.',
  ],
  noNumberWay: [
    'Sie können alles selbst eintragen und Papiere vorlegen, online oder bei der Behörde. Das hat für Sie keinen Nachteil.',
    'You can enter everything yourself and provide papers, online or at the authority. That is no disadvantage to you.',
  ],
  reference: (code: string): Both => [
    `Wenn Sie uns schreiben, nennen Sie bitte diese Nummer: ${code}`,
    `If you write to us, please give this number: ${code}`,
  ],
});

/** What failed, that what was saved is kept, and how to go on. No code, no address, nothing of the cause. */
export function problemView(
  { status, traceId }: Pick<Problem, 'status' | 'traceId'>,
  { language, path }: Visit,
): View {
  const t = say(language);
  const reference = traceId && <Small>{t.reference(traceId.slice(0, 8))}</Small>;
  if (status === 404)
    return {
      title: t.notFound,
      status,
      main: (
        <>
          <Heading>{t.notFound}</Heading>
          <Text>{t.notFoundText}</Text>
          <ButtonLink href={`/${language}`}>{t.start}</ButtonLink>
        </>
      ),
    };
  const text =
    status === 413
      ? t.tooLarge
      : status < 500
        ? t.foreign
        : status === 503 || status === 429
          ? t.busy
          : t.fault;
  return {
    title: t.refused,
    status,
    main: (
      <>
        <Heading>{t.refused}</Heading>
        <Text>{text}</Text>
        {reference}
        <Buttons>
          <ButtonLink href={path}>{t.reload}</ButtonLink>
          <ButtonLink kind="secondary" href={`/${language}`}>
            {t.start}
          </ButtonLink>
        </Buttons>
      </>
    ),
  };
}

/** A service had its reasons, and nobody made a mistake. */
export function refusedView({ language, path }: Visit, status: number): View {
  const t = say(language);
  return {
    title: t.otherwise,
    status,
    main: (
      <>
        <Heading>{t.otherwise}</Heading>
        <Text>{t.otherwiseText}</Text>
        <Buttons>
          <ButtonLink href={path}>{t.reload}</ButtonLink>
          <ButtonLink kind="secondary" href={`/${language}`}>
            {t.start}
          </ButtonLink>
        </Buttons>
      </>
    ),
  };
}

/** Of a member of staff who signed in and opened a workplace of others. */
export function withoutRoleView({ language }: Visit): View {
  const t = say(language);
  return {
    title: t.withoutRole,
    status: 403,
    main: (
      <>
        <Heading>{t.withoutRole}</Heading>
        <Text>{t.withoutRoleText}</Text>
        <ButtonLink href={`/${language}`}>{t.desks}</ButtonLink>
      </>
    ),
  };
}

/** Whoever signed in without a number is told no reason, and the way that is left. */
export function withoutNumberView({ language }: Visit): View {
  const t = say(language);
  return {
    title: t.noNumber,
    status: 403,
    main: (
      <>
        <Heading>{t.noNumber}</Heading>
        <Text>{t.noNumberText}</Text>
        <Text>{t.noNumberWay}</Text>
        <ButtonLink href={`/${language}`}>{t.start}</ButtonLink>
      </>
    ),
  };
}
