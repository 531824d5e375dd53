import type { Form } from './form.ts';
import type { Finding } from './mistake.ts';
import { oneOf } from './nearest.ts';
import { type Placed, placedFields } from './placed.ts';
import { subjectFindings } from './subject-findings.ts';

/** What of a form points at what is not there, or stands there twice. */
export const referenceFindings = (form: Form): readonly Finding[] => [
  ...duplicates(
    'field',
    placedFields(form).map(({ field, path }) => ({ name: field.id, path: [...path, 'id'] })),
  ),
  ...duplicates(
    'page',
    form.pages.map(({ id }, index) => ({ name: id, path: ['pages', index, 'id'] })),
  ),
  ...duplicates(
    'subject',
    form.subjects.map(({ id }, index) => ({ name: id, path: ['subjects', index, 'id'] })),
  ),
  ...duplicates(
    'source',
    form.sources.map(({ evidenceType }, index) => ({
      name: evidenceType,
      path: ['sources', index, 'evidenceType'],
    })),
  ),
  ...subjectFindings(form),
  ...sourceFindings(form),
  ...paperFindings(form),
  ...placedFields(form).flatMap((each) => fieldSourceFindings(form, each)),
];

interface Named {
  readonly name: string;
  readonly path: Finding['path'];
}

const duplicates = (what: string, all: readonly Named[]): readonly Finding[] =>
  all
    .filter(({ name }, index) => all.findIndex((each) => each.name === name) < index)
    .map(({ name, path }) => ({
      path,
      what: `There are two of the ${what} ${name}.`,
      remedy: 'Give one of them another id, or remove it.',
    }));

function sourceFindings({ subjects, sources }: Form): readonly Finding[] {
  const names = subjects.map(({ id }) => id);
  return sources.flatMap(({ subject }, index) =>
    names.includes(subject)
      ? []
      : [
          {
            path: ['sources', index, 'subject'],
            what: `There is no subject ${subject}.`,
            remedy: oneOf(subject, names),
          },
        ],
  );
}

/** Who is to bring a paper has to be told which. */
const paperFindings = ({ sources }: Form): readonly Finding[] =>
  sources.flatMap(({ evidenceType, otherWays, paper }, index) =>
    otherWays.includes('BRING_PAPER') === (paper !== undefined)
      ? []
      : [
          paper === undefined
            ? {
                path: ['sources', index, 'otherWays'],
                what: `Nobody is told which paper to bring instead of ${evidenceType}.`,
                remedy: 'Name it: paper: { de: …, en: … }, or leave out BRING_PAPER.',
              }
            : {
                path: ['sources', index, 'paper'],
                what: `No paper can be brought instead of ${evidenceType}.`,
                remedy: 'Add BRING_PAPER to otherWays, or remove paper.',
              },
        ],
  );

function fieldSourceFindings({ sources }: Form, { field, path }: Placed): readonly Finding[] {
  const types = sources.map(({ evidenceType }) => evidenceType);
  if (field.source === undefined || types.includes(field.source.evidenceType)) return [];
  return [
    {
      path: [...path, 'source', 'evidenceType'],
      what: `The form has no source ${field.source.evidenceType}.`,
      remedy: oneOf(field.source.evidenceType, types),
    },
  ];
}
