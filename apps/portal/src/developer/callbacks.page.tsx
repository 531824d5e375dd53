import type { Gateway } from '#libs/client';
import {
  Alert,
  Badge,
  Button,
  Card,
  Description,
  Form,
  Heading,
  instantText,
  RegisterText,
  Small,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';

const say = words({
  title: ['Rückrufadressen', 'Callback addresses'],
  lead: [
    'Dorthin schickt Einmal, was Ihre Behörde abonniert hat oder was jemand für sie freigibt. Adressen ändert die Betriebsführung, Geheimnisse Ihr System.',
    'Einmal sends there what your authority subscribed to, or what somebody releases for it. Operators change addresses, your system changes secrets.',
  ],
  none: [
    'Für Ihre Behörde ist keine Adresse eingetragen. Ereignisse lassen sich auch abholen (docs/connect.md).',
    'No address is registered for your authority. Events can be polled as well (docs/connect.md).',
  ],
  state: ['Zustand', 'State'],
  url: ['Adresse', 'Address'],
  failures: ['Fehlschläge in Folge', 'Failures in a row'],
  last: ['Zuletzt nicht angenommen', 'Last not taken'],
  secrets: ['Geheimnisse', 'Secrets'],
  since: ['seit', 'since'],
  until: ['bis', 'until'],
  noSecret: ['keines, es wird nichts gesendet', 'none, nothing is sent'],
  ping: ['Testnachricht senden', 'Send a test event'],
  pingText: [
    'Eine unterschriebene Nachricht ohne Angaben. Sie ändert nichts am Zustand.',
    'One signed event without data. It changes nothing about the state.',
  ],
  ACTIVE: ['nimmt an', 'takes events'],
  NO_SECRET: ['ohne Geheimnis', 'without a secret'],
  PAUSED: ['pausiert', 'paused'],
  DISABLED: ['abgeschaltet', 'disabled'],
  tooSoon: ['Gerade erst gesendet. Warten Sie zehn Sekunden.', 'Sent just now. Wait for ten seconds.'],
  arrived: ['Die Testnachricht ist angekommen', 'The test event has arrived'],
  failed: ['Die Testnachricht wurde nicht angenommen', 'The test event was not taken'],
  took: (ms: number, status: number | undefined): readonly [string, string] => [
    `${status === undefined ? 'Keine Antwort' : `Antwort ${status}`} nach ${ms} ms.`,
    `${status === undefined ? 'No answer' : `Answer ${status}`} after ${ms} ms.`,
  ],
});

const results = words({
  'no-secret': [
    'Es gibt kein Geheimnis, mit dem sie unterschrieben werden könnte. Ihr System macht eines mit POST /v1/callbacks/{id}/secrets.',
    'There is no secret to sign it with. Your system makes one by POST /v1/callbacks/{id}/secrets.',
  ],
  gone: [
    'Die Adresse antwortet mit 410: Sie will nichts mehr bekommen.',
    'The address answers 410: it wants nothing any more.',
  ],
  'redirect-refused': [
    'Die Adresse verweist an eine andere. Weiterleitungen werden nicht befolgt.',
    'The address leads to another one. Redirects are not followed.',
  ],
  'status-unsuitable': [
    'Nur Antworten von 200 bis 299 gelten als angenommen.',
    'Only answers from 200 to 299 count as taken.',
  ],
  'name-unresolved': ['Der Name der Adresse ist unbekannt.', 'The name of the address is not known.'],
  'address-refused': [
    'Die Adresse liegt in einem Netz, in das nichts gesendet wird.',
    'The address lies in a network to which nothing is sent.',
  ],
  'connection-failed': ['Dort nimmt niemand Verbindungen an.', 'Nobody takes connections there.'],
  'certificate-refused': [
    'Dem Zertifikat der Adresse wird nicht vertraut.',
    'The certificate of the address is not trusted.',
  ],
  'timed-out': ['Die Antwort kam nicht rechtzeitig.', 'The answer did not come in time.'],
  'connection-lost': ['Die Verbindung riss ab.', 'The connection was lost.'],
});

const kinds = { ACTIVE: 'success', NO_SECRET: 'info', PAUSED: 'warning', DISABLED: 'danger' } as const;

/** What came of a ping, or that none was sent. */
type Pinged = Gateway.Ping | 'too-soon';

export function callbacksView(
  visit: SignedInVisit,
  { callbacks }: Gateway.CallbackList,
  pinged?: Pinged,
): View {
  const { language, open } = visit;
  const t = say(language);
  return {
    title: t.title,
    back: `/${language}/dev`,
    main: (
      <>
        <Heading>{t.title}</Heading>
        {pinged && <PingResult of={pinged} language={language} />}
        <Text>{t.lead}</Text>
        {callbacks.length === 0 && <Text>{t.none}</Text>}
        {callbacks.map((callback) => (
          <Card labelledBy={`callback-${callback.id}`}>
            <h2 class="kern-title" id={`callback-${callback.id}`}>
              <RegisterText>{callback.id}</RegisterText>
            </h2>
            <Description entries={entriesOf(callback, language)} />
            <Form action={`/${language}/dev/callbacks`} formKey={open.session.formKey}>
              <input type="hidden" name="callback" value={callback.id} />
              <Small>{t.pingText}</Small>
              <Button kind="secondary" describedBy={`callback-${callback.id}`}>
                {t.ping}
              </Button>
            </Form>
          </Card>
        ))}
      </>
    ),
  };
}

function entriesOf(callback: Gateway.Callback, language: Language) {
  const t = say(language);
  const { state, url, failures, lastFailure, lastFailureAt, secrets } = callback;
  return [
    { key: t.state, value: <Badge kind={kinds[state]}>{t[state]}</Badge> },
    { key: t.url, value: <RegisterText>{url}</RegisterText> },
    { key: t.failures, value: String(failures) },
    ...(lastFailure !== undefined && lastFailureAt !== undefined
      ? [
          {
            key: t.last,
            value: `${instantText(lastFailureAt, language)}: ${reasonOf(lastFailure, language)}`,
          },
        ]
      : []),
    {
      key: t.secrets,
      value:
        secrets.length === 0
          ? t.noSecret
          : secrets
              .map(({ createdAt, expiresAt }) => {
                const until =
                  expiresAt === undefined ? '' : ` ${t.until} ${instantText(expiresAt, language)}`;
                return `${t.since} ${instantText(createdAt, language)}${until}`;
              })
              .join('; '),
    },
  ];
}

const reasonOf = (code: string, language: Language): string =>
  (results(language) as Readonly<Record<string, string>>)[code] ?? code;

const PingResult = ({ of: ping, language }: { readonly of: Pinged; readonly language: Language }) => {
  const t = say(language);
  if (ping === 'too-soon') return <Alert kind="warning" title={t.tooSoon} id="pinged" />;
  const hasArrived = ping.result === 'delivered';
  return (
    <Alert kind={hasArrived ? 'success' : 'danger'} title={hasArrived ? t.arrived : t.failed} id="pinged">
      {!hasArrived && <Text>{reasonOf(ping.result, language)}</Text>}
      {ping.result !== 'no-secret' && <Small>{t.took(ping.tookMs, ping.status)}</Small>}
    </Alert>
  );
};
