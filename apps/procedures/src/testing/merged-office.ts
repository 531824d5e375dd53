import { AuthorityTable, authorityTable, today } from '#libs/authorities';
import { dayAfter } from '#libs/test-kit';
import { AUTHORITY, OTHER_AUTHORITY as HEIR } from './test-procedures.ts';

export const YESTERDAY = dayAfter(today(), -1);

/** The office is merged with another one after this day. */
export const lastDayIs = (
  until: string,
  heirs: { readonly successor?: string } = { successor: HEIR },
): void =>
  authorityTable.become(
    new AuthorityTable([
      { id: AUTHORITY, name: 'Former', register: 'road-traffic', areas: [], until, ...heirs },
      { id: HEIR, name: 'Heir', register: 'road-traffic', areas: [] },
    ]),
  );
