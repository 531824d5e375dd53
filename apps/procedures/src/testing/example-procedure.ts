import type { Procedure } from '../procedures/index.ts';

const RESIDENTS = 'residents.parking-permit.v1';

/** Grants where a register confirms the zone that was typed; with the reason ONCE, once to a person. */
export const exampleProcedure: Procedure = {
  form: 'example-permit',
  decide: ({ statements, evidence, hasAnother }) => {
    const zone = evidence.find(({ evidenceType }) => evidenceType === RESIDENTS)?.values?.['address.zone'];
    const isMet = zone !== undefined && zone === statements['zone'];
    const title = { de: 'Zone', en: 'Zone' };
    const reason = { de: 'laut Melderegister', en: 'as the register of residents says' };
    return {
      rules: [{ rule: 'zone', title, met: zone === undefined ? 'UNKNOWN' : isMet ? 'YES' : 'NO', reason }],
      outcome: isMet && !(hasAnother && statements['reason'] === 'ONCE') ? 'AUTOMATIC' : 'CLERK',
    };
  },
};
