import type { VNode } from 'preact';
import type { FormSource } from '#libs/forms';
import { Decision, onRecord, OtherShown } from '../../evidence/index.ts';
import { Alert, Badge, ButtonLink, Buttons, Card, Link, localised, Text, words } from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Open } from './applications.service.ts';
import { EvidenceValues } from './evidence-values.tsx';
import { sourceIn } from './evidence.rules.ts';
import { stepView } from './frame.tsx';
import { nextStep, placeOf, shownSources } from './steps.rules.ts';

const say = words({
  used: ['Wird verwendet', 'Used'],
  whom: ['Ändern, für wen Sie handeln', 'Change for whom you act'],
  changed: ['Eine Angabe hat sich geändert. Bitte ansehen.', 'Something has changed. Please look.'],
  on: ['Weiter', 'Continue'],
});

/**
 * All that registers told, before the office has any of it; each source is used or not by itself.
 * @param isOther whether it is something else than the page showed that was sent
 */
export function previewView(visit: SignedInVisit, open: Open, isOther = false): View {
  const { language } = visit;
  const t = say(language);
  const { heading, lead } = onRecord(language);
  const { choices, decided, changed } = open.application;
  const sources = shownSources(open).filter(
    ({ evidenceType }) => choices[evidenceType]?.way === 'FETCH' || decided[evidenceType]?.releases,
  );
  const next = nextStep(open);
  const view = stepView(visit, {
    applying: open,
    heading,
    step: 'preview',
    children: (
      <>
        {isOther && <OtherShown language={language} />}
        <Text>{lead}</Text>
        {changed.length > 0 && <Alert kind="warning" title={t.changed} id="changed" />}
        {sources.map((source) => (
          <Source visit={visit} open={open} source={source} />
        ))}
        {next !== 'preview' && (
          <Buttons>
            <ButtonLink href={`/${language}/applications/${open.id}/${next}`}>{t.on}</ButtonLink>
          </Buttons>
        )}
      </>
    ),
  });
  return isOther ? { ...view, status: 409 } : view;
}

interface SourceProps {
  readonly visit: SignedInVisit;
  readonly open: Open;
  readonly source: FormSource;
}

function Source({ visit, open, source }: SourceProps): VNode {
  const { language } = visit;
  const t = say(language);
  const { evidenceType } = source;
  const place = `${placeOf(open.form, source)}`;
  const id = `source-${place}`;
  const title = localised(source.title, language);
  const told = sourceIn(open.application, evidenceType);
  return (
    <Card labelledBy={id}>
      <h2 class="kern-heading-small" id={id}>
        {title}
      </h2>
      {open.application.decided[evidenceType]?.releases ? (
        <>
          <p>
            <Badge kind="success">{t.used}</Badge>
          </p>
          <EvidenceValues applying={open} evidenceType={evidenceType} language={language} />
        </>
      ) : (
        <Decision
          told={told}
          evidenceType={evidenceType}
          title={title}
          action={visit.path}
          formKey={visit.open.session.formKey}
          source={place}
          language={language}
        >
          <EvidenceValues applying={open} evidenceType={evidenceType} language={language} />
        </Decision>
      )}
      {told?.problem?.['code'] === 'representation-refused' && (
        <p>
          <Link href={`/${language}/applications/${open.id}/acting`} describedBy={id}>
            {t.whom}
          </Link>
        </p>
      )}
    </Card>
  );
}
