import type { PersonMarks, RegisterName, RepresentationAsked } from '#libs/contracts';
import { RequestInvalid } from '#libs/service-kit';
import { readSubject, type Subject } from '../subjects/index.ts';
import type { ActingForDto, ActingPersonDto } from './acting-for.dto.ts';

export interface NamedPerson {
  readonly idnr: string;
  readonly birthDate: string;
}

/** Who acts for whom, by their numbers: personal, sealed into what is used later, and kept nowhere else. */
export type ActingFor =
  | { readonly as: 'PARENT'; readonly by: NamedPerson; readonly for: NamedPerson }
  | {
      readonly as: 'OFFICER';
      readonly by: NamedPerson;
      readonly company: { readonly euid: string };
      /** The register says that it takes another officer, and one has confirmed the choice. */
      readonly jointly?: true;
    };

export const isJoint = (actingFor: ActingFor): boolean =>
  actingFor.as === 'OFFICER' && actingFor.jointly === true;

/** @throws RequestInvalid that names the member */
export function readActingFor(given: ActingForDto): ActingFor {
  const { as, for: child, company } = given;
  const by = readNamed(given.by, '/actingFor/by');
  if (as === 'PARENT') {
    refuseMember(company, 'company');
    return { as, by, for: readNamed(demand(child, 'for'), '/actingFor/for') };
  }
  refuseMember(child, 'for');
  const { euid } = demand(company, 'company');
  return { as, by, company: { euid: readAt('/actingFor/company', { euid }).value } };
}

const readNamed = ({ idnr, birthDate }: ActingPersonDto, at: string): NamedPerson => ({
  idnr: readAt(at, { idnr, birthDate }).value,
  birthDate,
});

function readAt(at: string, named: Parameters<typeof readSubject>[0]): Subject {
  try {
    return readSubject(named);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    const [first, ...rest] = error.items.map((item) => ({
      ...item,
      pointer: item.pointer.replace('/subject', at),
    }));
    throw new RequestInvalid([first!, ...rest]);
  }
}

function demand<T>(value: T | undefined, member: 'for' | 'company'): T {
  if (value !== undefined) return value;
  throw new RequestInvalid([
    { pointer: `/actingFor/${member}`, code: 'member-missing', detail: 'is required' },
  ]);
}

function refuseMember(value: unknown, member: 'for' | 'company'): void {
  if (value === undefined) return;
  const detail = 'does not go with this value of `as`';
  throw new RequestInvalid([{ pointer: `/actingFor/${member}`, code: 'member-unknown', detail }]);
}

export const subjectOf = ({ idnr, birthDate }: NamedPerson): Subject => ({
  kind: 'idnr',
  value: idnr,
  birthDate,
});

/** For whom somebody acts, and the register that says whether they may. */
export const representedIn = (actingFor: ActingFor): readonly [RegisterName, Subject] =>
  actingFor.as === 'PARENT'
    ? ['residents', subjectOf(actingFor.for)]
    : ['business', { kind: 'euid', value: actingFor.company.euid }];

/** What that register is asked. A company's is given the marks of the person alone. */
export const questionFor = (
  actingFor: ActingFor,
  asked: Pick<RepresentationAsked, 'id' | 'key'>,
  by: PersonMarks,
  beside?: string,
): RepresentationAsked =>
  actingFor.as === 'PARENT'
    ? { ...asked, ask: 'CHILD', ...actingFor.for, by }
    : {
        ...asked,
        ask: 'COMPANY',
        subjectKind: 'euid',
        subject: actingFor.company.euid,
        by: by.self,
        ...(beside !== undefined && { beside }),
      };

const AGE = 18;
/** Berlin is at most two hours ahead of UTC: what ends then has ended when the birthday begins. */
const AHEAD_MS = 2 * 3_600_000;

/** Who has confirmed is not judged again, as nobody keeps by which numbers. */
const JOINT_MS = 24 * 3_600_000;

/** When at the latest what somebody gave for another one ends. A child's own word counts from coming of age on. */
export function endsWith(actingFor: ActingFor): Date | undefined {
  if (isJoint(actingFor)) return new Date(Date.now() + JOINT_MS);
  if (actingFor.as !== 'PARENT') return undefined;
  const [year, month, day] = actingFor.for.birthDate.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + AGE, month - 1, day) - AHEAD_MS);
}
