import { fillField, type Form, type FormField, type SourceOutcome } from '#libs/forms';
import { RequestInvalid } from '#libs/service-kit';
import type { ActingForDto } from '../representation/index.ts';
import { readSubject, type Subject } from '../subjects/index.ts';
import type { PrefilledFieldDto, PrefilledSourceDto } from './prefill-answer.dto.ts';
import type { PrefillRequestDto, PrefillSourceDto, PrefillSubjectDto } from './prefill-request.dto.ts';

/** A source that is to be asked. */
export interface Asking {
  readonly source: PrefillSourceDto;
  /** Of the source in the request. */
  readonly pointer: string;
  readonly named: PrefillSubjectDto['subject'];
  readonly subject: Subject;
}

/**
 * Whether it is asked about the person who acts, on a choice of their own: an officer says who they are themself, and acts
 * for the company in what is asked about the company.
 */
export const isOfOneself = ({ subject }: Asking, represented: ActingForDto | undefined): boolean =>
  represented === undefined || (represented.as === 'OFFICER' && subject.kind === 'idnr');

type Asked = Pick<PrefillRequestDto, 'subjects' | 'sources'>;

/** What is to be asked, in the order of the request. @throws RequestInvalid that names the member */
export function askings(form: Form, { subjects, sources }: Asked): readonly Asking[] {
  const names = new Set(form.sources.map((each) => each.subject));
  refuseForeign(subjects, ({ name }) => name, { known: names, at: 'subjects', member: 'name' });
  const types = new Set(form.sources.map((each) => each.evidenceType));
  refuseForeign(sources, (each) => each.evidenceType, {
    known: types,
    at: 'sources',
    member: 'evidenceType',
  });
  return sources.flatMap((source, index) => {
    const pointer = `/sources/${index}`;
    const { evidenceType, noticeSha256, consentId } = source;
    if (noticeSha256 !== undefined && consentId !== undefined)
      throw RequestInvalid.at(
        `${pointer}/consentId`,
        'Send either the hash of the text or a choice that was made.',
      );
    if (noticeSha256 === undefined && consentId === undefined) return [];
    const { subject: name } = form.sources.find((each) => each.evidenceType === evidenceType)!;
    const place = subjects.findIndex((each) => each.name === name);
    if (place === -1)
      throw RequestInvalid.at('/subjects', `Name the subject ${name}: ${pointer} asks about it.`);
    const named = subjects[place]!.subject;
    return [{ source, pointer, named, subject: read(named, `/subjects/${place}`) }];
  });
}

interface Known {
  readonly known: ReadonlySet<string>;
  readonly at: string;
  readonly member: string;
}

function refuseForeign<T>(
  entries: readonly T[],
  nameOf: (entry: T) => string,
  { known, at, member }: Known,
): void {
  const names = entries.map((each) => nameOf(each));
  for (const [index, name] of names.entries()) {
    if (!known.has(name)) throw RequestInvalid.at(`/${at}/${index}/${member}`, 'The form has no such one.');
    if (names.indexOf(name) !== index)
      throw RequestInvalid.at(`/${at}/${index}/${member}`, 'It stands there twice.');
  }
}

function read(named: Asking['named'], pointer: string): Subject {
  try {
    return readSubject(named);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    const [first, ...rest] = error.items.map((item) => ({ ...item, pointer: pointer + item.pointer }));
    throw new RequestInvalid([first!, ...rest]);
  }
}

/** What a source says of a field; of which register only where it was asked. */
export function fill(field: FormField, source: PrefilledSourceDto | undefined): PrefilledFieldDto {
  const filled = fillField(field, source && outcomeOf(source));
  if (filled.status === 'ASK_APPLICANT' || source === undefined)
    return { field: field.id, status: 'ASK_APPLICANT' };
  const { evidenceType, registerAuthority: authority, asOf, problem } = source;
  return {
    field: field.id,
    ...filled,
    evidenceType,
    ...(authority !== undefined && { authority }),
    ...(asOf !== undefined && { asOf }),
    ...(problem !== undefined && { problem: problem.code }),
  };
}

const SERVER_FAULT = 500;

function outcomeOf({ status, evidence, problem }: PrefilledSourceDto): SourceOutcome {
  if (status === 'EVIDENCE') return { status, evidence: evidence! };
  if (status !== 'PROBLEM') return { status };
  return { status: problem!.status >= SERVER_FAULT ? 'UNAVAILABLE' : 'REFUSED' };
}
