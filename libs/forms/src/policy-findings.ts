import type { Form, FormSource } from './form.ts';
import { pathsOf } from './form.ts';
import type { FormGrant, FormPolicy } from './form-policy.ts';
import type { Finding } from './mistake.ts';
import { oneOf } from './nearest.ts';
import { type Placed, placedFields } from './placed.ts';
import { leafOf, misfit } from './source-types.ts';

/** What of a form no grant on the applicant's choice covers. @param day of which grants are to hold; absent: of any */
export function policyFindings(form: Form, policy: FormPolicy, day?: string): readonly Finding[] {
  const known = (['authority', 'purpose'] as const).flatMap((member): readonly Finding[] => {
    const list = member === 'authority' ? policy.authorities : policy.purposes;
    const ids = list.map(({ id }) => id);
    const what = `The policy has no ${member} ${form[member]}.`;
    return ids.includes(form[member]) ? [] : [{ path: [member], what, remedy: oneOf(form[member], ids) }];
  });
  if (known.length > 0) return known;
  const grants = new Map(
    form.sources.map((source) => [source.evidenceType, grantOf(form, source, policy, day)]),
  );
  return [
    ...form.sources.flatMap((source, index) =>
      inSource(form, source, {
        at: ['sources', index],
        policy,
        grant: grants.get(source.evidenceType),
      }),
    ),
    ...placedFields(form).flatMap((placed) => inField(placed, policy, grants)),
  ];
}

function grantOf(
  { authority, purpose }: Form,
  { evidenceType }: FormSource,
  { grants }: FormPolicy,
  day: string | undefined,
): FormGrant | undefined {
  return grants.find(
    (grant) =>
      grant.authority === authority &&
      grant.purpose === purpose &&
      grant.evidenceType === evidenceType &&
      grant.ground.kind === 'CHOICE' &&
      (day === undefined || (grant.validFrom <= day && day <= (grant.lastDay ?? day))),
  );
}

interface Surroundings {
  readonly at: Finding['path'];
  readonly policy: FormPolicy;
  readonly grant: FormGrant | undefined;
}

function inSource(
  { authority, purpose, subjects }: Form,
  { evidenceType, subject }: FormSource,
  { at, policy, grant }: Surroundings,
): readonly Finding[] {
  const path = [...at, 'evidenceType'];
  if (!policy.evidenceTypes.has(evidenceType))
    return [
      {
        path,
        what: `There is no evidence type ${evidenceType}.`,
        remedy: oneOf(evidenceType, [...policy.evidenceTypes.keys()]),
      },
    ];
  if (grant === undefined)
    return [
      {
        path,
        what: `No grant lets ${authority} have ${evidenceType} for ${purpose} on the applicant's choice.`,
        remedy: 'Take an evidence type that one allows, or ask for a grant with ground CHOICE in the policy.',
      },
    ];
  const kind = subjects.find(({ id }) => id === subject)?.kind;
  if (kind === undefined || grant.subjectKinds.includes(kind)) return [];
  const what = `The grant of ${evidenceType} is not asked by ${kind}.`;
  return [{ path: [...at, 'subject'], what, remedy: `It is asked by ${grant.subjectKinds.join(', ')}.` }];
}

function inField(
  { field, path }: Placed,
  { evidenceTypes }: FormPolicy,
  grants: ReadonlyMap<string, FormGrant | undefined>,
): readonly Finding[] {
  const { source } = field;
  const grant = source && grants.get(source.evidenceType);
  if (!source || !grant) return [];
  const at = [...path, 'source'];
  const foreign = pathsOf(source).flatMap((each, index): readonly Finding[] =>
    grant.fields.includes(each)
      ? []
      : [
          {
            path: 'parts' in source ? [...at, 'parts', index, 'field'] : [...at, 'field'],
            what: `The grant of ${source.evidenceType} does not list ${each}.`,
            remedy: oneOf(each, grant.fields),
          },
        ],
  );
  if (foreign.length > 0) return foreign;
  const { schema } = evidenceTypes.get(source.evidenceType)!;
  const fault = pathsOf(source)
    .map((each) => misfit(field, leafOf(schema, each), 'parts' in source))
    .find((each) => each !== undefined);
  return fault === undefined ? [] : [{ path: [...path, 'type'], ...fault }];
}
