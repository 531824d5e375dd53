import type { Business, Residents, ServiceClient, Vehicles } from '#libs/client';
import type { DeskRegister } from '../portal.config.ts';
import type { Exchange } from '../exchange/index.ts';
import type { OpenSession } from '../sessions/index.ts';

/** A case of any register, as their APIs agree. */
export type WorkItem = Pick<
  Business.Case,
  'id' | 'state' | 'effectiveOn' | 'openedAt' | 'takenBy' | 'closedAt' | 'words' | 'fields'
> & {
  readonly kind: (Residents.Case | Vehicles.Case | Business.Case)['kind'];
  readonly outcome?: (Residents.Case | Vehicles.Case | Business.Case)['outcome'];
  readonly enquiry?: Vehicles.Case['enquiry'];
  readonly offer?: Vehicles.Offer;
  readonly residentId?: string;
  readonly vehicleId?: string;
  readonly companyId?: string;
};

export type Outcome = Exclude<WorkItem['outcome'], undefined>;
export type Kind = WorkItem['kind'];

export interface WorkFile extends WorkItem {
  readonly acts: readonly { readonly act: Vehicles.CaseAct['act']; readonly at: string }[];
}

export interface WorkList {
  readonly cases: readonly WorkItem[];
  readonly next?: string;
}

interface OneCase {
  readonly path: { readonly id: string };
  readonly answer: WorkFile;
}

/** What the case routes of all registers have in common. */
interface CaseRoutes {
  readonly 'GET /v1/cases': {
    readonly query?: {
      readonly limit?: number;
      readonly after?: string;
      readonly state?: WorkItem['state'];
    };
    readonly answer: WorkList;
  };
  readonly 'GET /v1/cases/{id}': OneCase;
  readonly 'POST /v1/cases/{id}/take': OneCase;
  readonly 'POST /v1/cases/{id}/close': OneCase & {
    readonly body: { readonly outcome: string; readonly ground?: string };
  };
}

export function caseDesk(
  exchange: Exchange,
  register: DeskRegister,
  open: OpenSession,
  office: number,
): ServiceClient<CaseRoutes> {
  return exchange[register](open, office) as unknown as ServiceClient<CaseRoutes>;
}

const doubt = ['CONFIRMED', 'NOT_CONFIRMED'] as const;
const vehicle = ['TRANSFERRED', 'DEREGISTERED', 'NO_ACTION'] as const;
const moved = ['ADDRESS_UPDATED', 'PLATE_KEPT', 'PLATE_REPLACED', ...vehicle] as const;

/** How a case of a kind can end, as the registers take it. */
export const outcomesOf: Readonly<Record<Kind, readonly Outcome[]>> = {
  VALUE_DOUBTED: doubt,
  REPRESENTATION_DOUBTED: doubt,
  FORMER_RESIDENT: ['MOVED_AWAY', 'STAYS'],
  PROTECTED_FEEDBACK: ['LOCKS_HOLD'],
  FEEDBACK_OVERDUE: ['RELEASED'],
  HOLDER_ADDRESS_CHANGED: moved,
  HOLDER_SEAT_MOVED: moved,
  HOLDER_NAME_CHANGED: ['NAME_UPDATED', ...vehicle],
  HOLDER_DECEASED: vehicle,
  HOLDER_ORGANISATION_GONE: vehicle,
};
