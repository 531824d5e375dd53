import { RequestInvalid } from '#libs/service-kit';
import { readSubject, type Subject } from '../subjects/index.ts';
import type { PrefilledFieldDto, PrefilledSourceDto } from './prefill-answer.dto.ts';
import type { PrefillRequestDto, PrefillSourceDto, PrefillSubjectDto } from './prefill-request.dto.ts';
import type { FormField, PrefillForm } from './form.snapshot.ts';

/** A source that is to be asked. */
export interface Asking {
  readonly source: PrefillSourceDto;
  /** Of the source in the request. */
  readonly pointer: string;
  readonly named: PrefillSubjectDto['subject'];
  readonly subject: Subject;
}

type Asked = Pick<PrefillRequestDto, 'subjects' | 'sources'>;

/** What is to be asked, in the order of the request. @throws RequestInvalid that names the member */
export function askings(form: PrefillForm, { subjects, sources }: Asked): readonly Asking[] {
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
      throw invalid(`${pointer}/consentId`, 'Send either the hash of the text or a choice that was made.');
    if (noticeSha256 === undefined && consentId === undefined) return [];
    const { subject: name } = form.sources.find((each) => each.evidenceType === evidenceType)!;
    const place = subjects.findIndex((each) => each.name === name);
    if (place === -1) throw invalid('/subjects', `Name the subject ${name}: ${pointer} asks about it.`);
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
    if (!known.has(name)) throw invalid(`/${at}/${index}/${member}`, 'The form has no such one.');
    if (names.indexOf(name) !== index) throw invalid(`/${at}/${index}/${member}`, 'It stands there twice.');
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

const invalid = (pointer: string, detail: string): RequestInvalid =>
  new RequestInvalid([{ pointer, code: 'request-invalid', detail }]);

/** What a source says of a field; of which register only where it has told something. */
export function fill(field: FormField, source: PrefilledSourceDto | undefined): PrefilledFieldDto {
  if (field.from === undefined || source === undefined || source.status === 'DECLINED')
    return { field: field.id, status: 'ASK_APPLICANT' };
  const told = { field: field.id, evidenceType: source.evidenceType };
  if (source.status === 'NO_EVIDENCE') return { ...told, status: 'NO_EVIDENCE' };
  if (source.status === 'PROBLEM') {
    const { status, code } = source.problem!;
    return { ...told, status: status >= SERVER_FAULT ? 'UNAVAILABLE' : 'REFUSED', problem: code };
  }
  const value = valueAt(source.evidence!, field.from.path);
  // The authority may not ask for it, so the register was not asked.
  if (value === undefined) return { field: field.id, status: 'ASK_APPLICANT' };
  const { registerAuthority: authority, asOf } = source;
  const found = {
    ...told,
    ...(authority !== undefined && { authority }),
    ...(asOf !== undefined && { asOf }),
  };
  if (value === null) return { ...found, status: 'NOT_ON_FILE' };
  return { ...found, status: 'PREFILLED', value, ...(hasHiddenMarks(value) && { hiddenMarks: true }) };
}

const SERVER_FAULT = 500;

function valueAt(evidence: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = evidence;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null) return value;
    value = Object.hasOwn(value, step) ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
  }
  return value;
}

/** Unicode's controls of direction (UAX #9) reorder what stands beside them. */
const hidden = /[\p{Cc}\p{Bidi_Control}]/u;

const hasHiddenMarks = (value: unknown): boolean =>
  typeof value === 'string' ? hidden.test(value) : hidden.test(JSON.stringify(value));
