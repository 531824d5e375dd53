import type { VNode } from 'preact';
import type { FormSource } from '#libs/forms';
import { Decision, onRecord } from '../../evidence/index.ts';
import { Alert, Badge, ButtonLink, Buttons, Card, localised, Text, words } from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Open } from './applications.service.ts';
import { EvidenceValues } from './evidence-values.tsx';
import { sourceIn } from './evidence.service.ts';
import { stepView } from './frame.tsx';
import { nextStep, placeOf, shownSources } from './steps.rules.ts';

const say = words({
  used: ['Wird verwendet', 'Used'],
  changed: ['Eine Angabe hat sich geändert. Bitte ansehen.', 'Something has changed. Please look.'],
  on: ['Weiter', 'Continue'],
});

/** All that registers told, before the office has any of it; each source is used or not by itself. */
export function previewView(visit: SignedInVisit, open: Open): View {
  const { language } = visit;
  const t = say(language);
  const { heading, lead } = onRecord(language);
  const { choices, decided, changed } = open.application;
  const sources = shownSources(open).filter(
    ({ evidenceType }) => choices[evidenceType]?.way === 'FETCH' || decided[evidenceType]?.releases,
  );
  const next = nextStep(open);
  return stepView(visit, {
    applying: open,
    heading,
    step: 'preview',
    children: (
      <>
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
          told={sourceIn(open.application, evidenceType)}
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
    </Card>
  );
}
