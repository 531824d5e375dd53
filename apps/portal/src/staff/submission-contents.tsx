import type { VNode } from 'preact';
import type { Procedures } from '#libs/client';
import { definitionOf } from '../citizen/definition.ts';
import {
  Badge,
  Description,
  instantText,
  lawText,
  localised,
  RegisterLines,
  Small,
  Subheading,
  Text,
  words,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { Evidence } from './evidence.tsx';
import { PreparedAct } from './prepared-act.tsx';
import type { ShownSubmission } from './titles.service.ts';
import { valueText } from './values.tsx';

const say = words({
  rules: ['Was die Prüfung ergeben hat', 'What the check found'],
  noRules: ['Es liegt noch keine Prüfung vor.', 'There is no check yet.'],
  YES: ['erfüllt', 'met'],
  NO: ['nicht erfüllt', 'not met'],
  UNKNOWN: ['unklar', 'unclear'],
  evidence: ['Nachweise aus Registern', 'Evidence from registers'],
  statements: ['Angaben der Person, nicht bestätigt', 'Statements of the person, not confirmed'],
  noStatements: ['Die Person hat nichts selbst angegeben.', 'The person stated nothing herself.'],
  history: ['Rückfragen und Antworten', 'Questions and answers'],
  noHistory: ['Bisher gab es keine Rückfrage.', 'No question was asked so far.'],
  QUESTION: ['Rückfrage', 'Question'],
  ANSWER: ['Antwort', 'Answer'],
});

/** What has to be looked at comes first. */
const order = ['NO', 'UNKNOWN', 'YES'] as const;
const met = { YES: 'success', NO: 'danger', UNKNOWN: 'warning' } as const;

/** What registers said and what the person stated stand apart. */
export const Contents = ({
  submission,
  form,
  types,
  workedAt,
  language,
}: ShownSubmission & {
  /** Page of the application; absent for who does something else just now. */
  readonly workedAt?: string | undefined;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const { rules, evidence, statements, messages, preparedAct, decision, withoutPaper } = submission;
  return (
    <>
      <Subheading>{t.rules}</Subheading>
      {rules.length === 0 && <Text>{t.noRules}</Text>}
      <ul class="rule-list">
        {rules
          .toSorted((one, other) => order.indexOf(one.met) - order.indexOf(other.met))
          .map((rule) => (
            <li>
              <p class="kern-body kern-body--bold">
                {localised(rule.title, language)} <Badge kind={met[rule.met]}>{t[rule.met]}</Badge>
              </p>
              <p class="kern-body">{localised(rule.reason, language)}</p>
              {rule.ground && <Small>{lawText(rule.ground, language)}</Small>}
            </li>
          ))}
      </ul>
      <Subheading>{t.evidence}</Subheading>
      <Evidence
        sources={evidence}
        types={types}
        form={form && definitionOf(form)}
        workedAt={workedAt}
        standing={decision === undefined ? 'UNDECIDED' : withoutPaper === undefined ? 'DECIDED' : 'REASONED'}
        language={language}
      />
      <Subheading>{t.statements}</Subheading>
      {statements.length === 0 ? (
        <Text>{t.noStatements}</Text>
      ) : (
        <Description entries={statementsOf(statements, form, language)} />
      )}
      {preparedAct && <PreparedAct act={preparedAct} language={language} />}
      <Subheading>{t.history}</Subheading>
      {messages.length === 0 && <Text>{t.noHistory}</Text>}
      <ol class="history">
        {messages.map(({ kind, at, text }) => (
          <li>
            <p class="kern-body kern-body--bold">{t[kind]}</p>
            <p class="kern-body written">
              <RegisterLines>{text}</RegisterLines>
            </p>
            <Small>{instantText(at, language)}</Small>
          </li>
        ))}
      </ol>
    </>
  );
};

/** In the words of the form; what a form of today does not know any more keeps the name that it had. */
function statementsOf(
  statements: readonly Procedures.Answer[],
  form: Procedures.WholeForm | undefined,
  language: Language,
) {
  const fields = form ? definitionOf(form).pages.flatMap((page) => page.fields) : [];
  return statements.map(({ field: id, value }) => {
    const field = fields.find((each) => each.id === id);
    const option = field?.options?.find((each) => each.value === value);
    const isYesOrNo = value === 'true' || value === 'false';
    return {
      key: localised(field?.label, language) || id,
      value: option
        ? localised(option.label, language)
        : valueText(isYesOrNo ? value === 'true' : value, language),
    };
  });
}
