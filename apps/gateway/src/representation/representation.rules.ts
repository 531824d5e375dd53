import { RequestInvalid } from '#libs/service-kit';
import { readSubject, type Subject } from '../subjects/index.ts';
import type { ActingForDto, ActingPersonDto } from './acting-for.dto.ts';

export interface NamedPerson {
  readonly idnr: string;
  readonly birthDate: string;
}

/** Who acts for whom, by their numbers: personal, sealed into what is used later, and kept nowhere else. */
export interface ActingFor {
  readonly as: 'PARENT';
  readonly by: NamedPerson;
  readonly for: NamedPerson;
}

/** @throws RequestInvalid that names the member */
export const readActingFor = (given: ActingForDto): ActingFor => ({
  as: given.as,
  by: readNamed(given.by, '/actingFor/by'),
  for: readNamed(given.for, '/actingFor/for'),
});

function readNamed({ idnr, birthDate }: ActingPersonDto, at: string): NamedPerson {
  try {
    return { idnr: readSubject({ idnr, birthDate }).value, birthDate };
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    const [first, ...rest] = error.items.map((item) => ({
      ...item,
      pointer: item.pointer.replace('/subject', at),
    }));
    throw new RequestInvalid([first!, ...rest]);
  }
}

export const subjectOf = ({ idnr, birthDate }: NamedPerson): Subject => ({
  kind: 'idnr',
  value: idnr,
  birthDate,
});

const AGE = 18;
/** Berlin is at most two hours ahead of UTC: what ends then has ended when the birthday begins. */
const AHEAD_MS = 2 * 3_600_000;

/** When at the latest what a parent gave ends, as the child's own word counts from then on. */
export function endsWithMinority({ birthDate }: NamedPerson): Date {
  const [year, month, day] = birthDate.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + AGE, month - 1, day) - AHEAD_MS);
}
