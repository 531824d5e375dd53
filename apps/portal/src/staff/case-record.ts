import { Problem } from '#libs/client';
import type { Exchange } from '../exchange/index.ts';
import type { OpenSession } from '../sessions/index.ts';
import type { WorkItem } from './case-desk.ts';
import type { Desk } from './cases.page.tsx';

/** Whose record a case is about. */
export interface CaseRecord {
  readonly name: string;
  /** What tells it from another one of the same name: plate, day of birth, number in the register. */
  readonly mark: string;
}

/** As the register shows it to its own officer; nothing where another office keeps it by now. */
export async function recordOf(
  exchange: Exchange,
  { register, office }: Desk,
  open: OpenSession,
  found: Pick<WorkItem, 'residentId' | 'vehicleId' | 'companyId'>,
): Promise<CaseRecord | undefined> {
  const path = { id: found.residentId ?? found.vehicleId ?? found.companyId ?? '' };
  try {
    if (register === 'residents') {
      const person = await exchange.residents(open, office).call('GET /v1/residents/{id}', { path });
      return { name: `${person.givenNames} ${person.familyName}`, mark: person.birthDate };
    }
    if (register === 'vehicles') {
      const { holder, plate } = await exchange.vehicles(open, office).call('GET /v1/vehicles/{id}', { path });
      const { name, givenNames, familyName } = holder;
      return { name: name ?? [givenNames, familyName].filter(Boolean).join(' '), mark: plate };
    }
    const company = await exchange.business(open, office).call('GET /v1/companies/{id}', { path });
    const { section, number } = company.register;
    return { name: company.legalName, mark: `${section} ${number}` };
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return undefined;
    throw error;
  }
}
