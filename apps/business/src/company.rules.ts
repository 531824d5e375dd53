import { refuseEndBeforeLatest, type Rule } from '#libs/register-kit';
import type { BusinessAddress, RegisterEntry, Seat, SheetEntry } from './company-parts.ts';
import type { Company } from './company.entity.ts';
import { CompanyDeleted, SeatUnchanged } from './company.errors.ts';

export interface NewSeat {
  readonly seat: Seat;
  readonly register: RegisterEntry;
  readonly euid: string;
  /** Absent: the address stays. */
  readonly businessAddress?: BusinessAddress | null;
}

/** Moves the seat (HGB §13h). With another court come another number and another EUID; the former is kept. */
export const moveSeat =
  ({ seat, register, euid, businessAddress }: NewSeat, on: string): Rule<Company> =>
  (company) => {
    refuseDeleted(company);
    const sameEntry = company.euid === euid;
    if (sameEntry && isSameSeat(company.seat, seat)) throw new SeatUnchanged();
    return {
      type: 'company.seat-moved.v1',
      patch: {
        seat,
        entries: withEntry(company, on),
        ...(sameEntry
          ? {}
          : { register, euid, formerEuids: [...company.formerEuids, { euid: company.euid, until: on }] }),
        ...(businessAddress === undefined ? {} : { businessAddress }),
      },
    };
  };

/** Deletes the company: entered under a number of its own (HRV §16(1)); the sheet is closed, its entries stay (§22). */
export const deleteCompany =
  (on: string): Rule<Company> =>
  (company) => {
    refuseDeleted(company);
    refuseEndBeforeLatest(company, on);
    return {
      type: 'company.deleted.v1',
      patch: {
        status: 'DELETED',
        statusEvents: [...company.statusEvents, { status: 'DELETED', on }],
        entries: withEntry(company, on),
        endedOn: on,
      },
    };
  };

const isSameSeat = (one: Seat, other: Seat): boolean =>
  one.place === other.place && (one.ags ?? null) === (other.ags ?? null);

/** The sheet with one more entry, under the next number. */
function withEntry({ entries }: Company, enteredOn: string): readonly SheetEntry[] {
  const highest = entries.reduce((most, { sequence }) => Math.max(most, sequence), 0);
  return [...entries, { sequence: highest + 1, enteredOn }];
}

function refuseDeleted(company: Company): void {
  if (company.status === 'DELETED') throw new CompanyDeleted();
}
