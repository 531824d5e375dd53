import type { Gateway } from '#libs/client';
import {
  Alert,
  ButtonLink,
  Heading,
  localised,
  RegisterText,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { commandsFor, type Example } from './request.rules.ts';
import { ShellText } from './shell-text.tsx';

const say = words({
  title: ['Ausprobieren', 'Try it'],
  first: ['1. Ein Token holen', '1. Get a token'],
  firstText: [
    'Im Ordner des Projekts, in einem eigenen Terminal. Das Token gilt wenige Minuten.',
    'In the folder of the project, in a terminal of your own. The token lasts a few minutes.',
  ],
  certificate: [
    'Hier ist jede Verbindung mit TLS gesichert, und ein Token gilt nur mit dem Zertifikat seines Systems. Mit der ersten Zeile sendet curl das Zertifikat mit (docs/secure.md).',
    'Every connection here is secured by TLS, and a token is good only with the certificate of its system. With the first line, curl sends the certificate (docs/secure.md).',
  ],
  elsewhere: [
    'Ihr System holt es mit seinem eigenen Schlüssel beim Anmeldedienst, wie docs/connect.md es zeigt. Legen Sie es in TOKEN ab.',
    'Your system gets it from the issuer with its own key, as docs/connect.md shows. Put it into TOKEN.',
  ],
  second: ['2. Fragen', '2. Ask'],
  secondAsked: [
    'Über diese Angaben entscheidet die Person: Sie sieht Ihre Bitte im Portal unter „Meine Freigaben“, sieht die Werte zuerst und gibt sie frei oder nicht. Die Antwort sagt, wo Ihre Bitte steht.',
    'The person decides about these data: they see your request in the portal below “My permissions”, see the values first, and release them or not. The answer says where your request stands.',
  ],
  secondLooked: [
    'Die Antwort enthält genau diese Felder, und woher jedes kommt.',
    'The answer holds exactly these fields, and where each comes from.',
  ],
  third: ['3. Nachsehen, was daraus wurde', '3. See what became of it'],
  thirdText: [
    'Jede Anfrage steht danach mit ihrem Ergebnis unter „Letzte Anfragen“, auch eine abgelehnte.',
    'Each request then stands with its result below “Last requests”, a refused one as well.',
  ],
  asked: ['Zu den letzten Anfragen', 'To the last requests'],
  real: ['Nie mit echten Personen', 'Never with real persons'],
  realText: [
    'Jeder Abruf wird entschieden, protokolliert und der Person gezeigt. Probieren Sie nur mit Testpersonen.',
    'Each retrieval is decided, recorded and shown to the person. Try with test persons only.',
  ],
});

/** Of a demonstration with TLS on every hop. */
const CURL = '. ./.local/tls/curl.sh';

interface Trial {
  readonly grant: Gateway.Grant;
  /** Of the gateway. */
  readonly url: string;
  /** What gets a token in a demonstration, before the name of the system. */
  readonly tokenCommand: string | undefined;
  readonly system: string;
  readonly example: Example;
}

export function tryView(
  { language }: SignedInVisit,
  { grant, url, tokenCommand, system, example }: Trial,
): View {
  const t = say(language);
  const isSecure = url.startsWith('https:');
  return {
    title: t.title,
    back: `/${language}/dev`,
    script: 'console.js',
    main: (
      <>
        <Heading>
          {t.title}: {localised(grant.purposeTitle, language)}
        </Heading>
        <Small>
          <RegisterText>{grant.evidenceType}</RegisterText>
        </Small>
        <Alert kind="warning" title={t.real} id="real">
          <Text>{t.realText}</Text>
        </Alert>
        <Subheading>{t.first}</Subheading>
        {tokenCommand === undefined ? (
          <Text>{t.elsewhere}</Text>
        ) : (
          <>
            <Text>{t.firstText}</Text>
            {isSecure && <Text>{t.certificate}</Text>}
            <ShellText
              language={language}
              label={t.first}
              text={`${isSecure ? `${CURL}\n` : ''}TOKEN=$(${tokenCommand} ${system})`}
            />
          </>
        )}
        <Subheading>{t.second}</Subheading>
        <Text>{example.isAsked ? t.secondAsked : t.secondLooked}</Text>
        <ShellText language={language} label={t.second} text={commandsFor(url, example)} />
        <Subheading>{t.third}</Subheading>
        <Text>{t.thirdText}</Text>
        <ButtonLink href={`/${language}/dev/asked`}>{t.asked}</ButtonLink>
      </>
    ),
  };
}
