import type { VNode } from 'preact';
import type { Gateway } from '#libs/client';
import { type FormField, fieldsOf, pathsOf } from '#libs/forms';
import { commonDay, Fetched, HardWords, registerName, toldValues } from '../../evidence/index.ts';
import {
  Badge,
  type Both,
  capital,
  dayText,
  localised,
  RegisterText,
  ToldValue,
  words,
} from '../../layout/index.ts';
import type { Language } from '../../sessions/index.ts';
import { sourceIn } from './evidence.rules.ts';
import type { Applying } from './steps.rules.ts';

const say = words({
  since: (day: string): Both => [`gilt seit ${day}`, `valid since ${day}`],
  yes: ['Ja', 'Yes'],
  no: ['Nein', 'No'],
  changed: ['geändert', 'changed'],
});

/** A value as people here write it; what a register wrote itself stays as it is. */
function Value({ field, value, language }: { field: FormField; value: unknown; language: Language }): VNode {
  const t = say(language);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const option = field.options?.find((each) => each.value === text);
  if (option) return <>{localised(option.label, language)}</>;
  if (field.type === 'boolean') return <>{text === 'true' ? t.yes : t.no}</>;
  if (field.type === 'day' || field.type === 'partialDay') return <>{dayText(text, language)}</>;
  return <RegisterText>{text}</RegisterText>;
}

/** The latest day of all that a field is put together from. */
function validSince(field: FormField, { provenance = {} }: Gateway.PrefilledSource): string | undefined {
  const days = field.source
    ? pathsOf(field.source).flatMap((path) => provenance[path]?.effectiveOn ?? [])
    : [];
  return days.toSorted((a, b) => a.localeCompare(b)).at(-1);
}

/**
 * What a register says, value by value beside the field of the form, with since when it holds; then what goes to the
 * authority without being a field of the form.
 */
export function EvidenceValues({
  applying: { form, application },
  evidenceType,
  language,
}: {
  readonly applying: Applying;
  readonly evidenceType: string;
  readonly language: Language;
}): VNode | null {
  const t = say(language);
  const source = sourceIn(application, evidenceType);
  if (source === undefined) return null;
  const told = application.filled?.fields.filter(
    (each) => each.evidenceType === evidenceType && each.status === 'PREFILLED',
  );
  const fields = new Map(fieldsOf(form).map((field) => [field.id, field]));
  const shown = told?.flatMap(({ field }) => fields.get(field) ?? []) ?? [];
  const besides = toldValues(application.choices[evidenceType]?.besides ?? [], source);
  const common = commonDay([
    ...shown.map((field) => validSince(field, source)),
    ...besides.map(({ provenance }) => provenance?.effectiveOn),
  ]);
  return (
    <>
      <Fetched
        register={registerName(evidenceType, language)}
        authority={source.registerAuthority}
        at={source.asOf}
        since={common}
        language={language}
      />
      <dl class="evidence">
        {told?.map(({ field: id, value }) => {
          const field = fields.get(id);
          const since = field && validSince(field, source);
          return field === undefined ? null : (
            <div class="evidence-row">
              <dt class="kern-body">{localised(field.label, language)}</dt>
              <dd class="kern-body">
                <strong>
                  <Value field={field} value={value} language={language} />
                </strong>
                {application.changed.includes(id) && <Badge kind="warning">{t.changed}</Badge>}
                {since && !common && (
                  <span class="provenance kern-body--small">{t.since(dayText(since, language))}</span>
                )}
              </dd>
            </div>
          );
        })}
        {besides.map(({ path, title, value, provenance }) => (
          <div class="evidence-row">
            <dt class="kern-body">{capital(title[language])}</dt>
            <dd class="kern-body">
              <strong>
                <ToldValue path={path} value={value} language={language} />
              </strong>
              {provenance && !common && (
                <span class="provenance kern-body--small">
                  {t.since(dayText(provenance.effectiveOn, language))}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <HardWords
        texts={[
          ...shown.map(({ label }) => localised(label, language)),
          ...besides.map(({ title }) => title[language]),
        ]}
        language={language}
      />
    </>
  );
}
