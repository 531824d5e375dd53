import type { VNode } from 'preact';
import type { Procedures } from '#libs/client';
import { instantText, RegisterLines, Small, Subheading, Text, words } from '../../layout/index.ts';
import type { Language } from '../../sessions/index.ts';

const say = words({
  automatic: [
    'Ein Computer hat nach festen Regeln entschieden. Alle Regeln waren erfüllt.',
    'A computer decided by fixed rules. All rules were met.',
  ],
  decidedAt: ['Entschieden', 'Decided'],
  reason: ['Begründung', 'Reasons'],
  remedy: ['Wenn Sie nicht einverstanden sind', 'If you do not agree'],
  remedyText: [
    'Schreiben Sie der Behörde und nennen Sie das Kurzzeichen.',
    'Write to the authority and give the reference.',
  ],
  byPerson: [
    'Sie können verlangen, dass ein Mensch die Entscheidung prüft.',
    'You can demand that a person looks at the decision.',
  ],
  court: [
    'Innerhalb eines Monats können Sie auch beim Verwaltungsgericht klagen.',
    'Within a month you can also go to the administrative court.',
  ],
  messages: ['Nachrichten', 'Messages'],
  question: ['Frage der Behörde', 'Question of the authority'],
  own: ['Ihre Antwort', 'Your answer'],
  RECEIVED: ['In Prüfung', 'Being checked'],
  IN_REVIEW: ['In Bearbeitung', 'With a clerk'],
  ASKED: ['Frage an Sie', 'Question for you'],
  DECIDED: ['Entschieden', 'Decided'],
  GRANTED: ['Bewilligt', 'Granted'],
  REFUSED: ['Abgelehnt', 'Refused'],
});

type State = Procedures.SubmissionSummary['state'];

/** As people name the states, with their colour. */
export function stateWords(
  language: Language,
): Readonly<Record<State, { readonly text: string; readonly kind: 'info' | 'warning' }>> {
  const t = say(language);
  return {
    RECEIVED: { text: t.RECEIVED, kind: 'info' },
    IN_REVIEW: { text: t.IN_REVIEW, kind: 'info' },
    ASKED: { text: t.ASKED, kind: 'warning' },
    DECIDED: { text: t.DECIDED, kind: 'info' },
  };
}

export const outcomeWords = (
  { outcome }: Procedures.Decision,
  language: Language,
): { readonly text: string; readonly kind: 'success' | 'danger' } => ({
  text: say(language)[outcome],
  kind: outcome === 'GRANTED' ? 'success' : 'danger',
});

/** Who or what decided, why, and what can be done about it. */
export const Decided = ({
  decision,
  language,
}: {
  readonly decision: Procedures.Decision;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  return (
    <>
      <Small>{`${t.decidedAt}: ${instantText(decision.decidedAt, language)}`}</Small>
      <Subheading>{t.reason}</Subheading>
      {decision.isAutomatic && <Text>{t.automatic}</Text>}
      {decision.reason && (
        <p class="kern-body">
          <RegisterLines>{decision.reason}</RegisterLines>
        </p>
      )}
      <Subheading>{t.remedy}</Subheading>
      <Text>{decision.isAutomatic ? `${t.remedyText} ${t.byPerson}` : t.remedyText}</Text>
      {decision.outcome === 'REFUSED' && <Text>{t.court}</Text>}
    </>
  );
};

/** What was asked and answered. */
export const Messages = ({
  messages,
  language,
}: {
  readonly messages: readonly Procedures.Message[];
  readonly language: Language;
}): VNode | null => {
  const t = say(language);
  return messages.length === 0 ? null : (
    <>
      <Subheading>{t.messages}</Subheading>
      {messages.map(({ kind, at, text }) => (
        <div>
          <Small>{`${kind === 'QUESTION' ? t.question : t.own}, ${instantText(at, language)}`}</Small>
          <p class="kern-body">
            <RegisterLines>{text}</RegisterLines>
          </p>
        </div>
      ))}
    </>
  );
};
