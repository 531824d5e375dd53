import { Keepers } from '#libs/register-kit';
import { describeCases } from '../../../../libs/cases/src/testing/index.ts';
import { CasesStand } from '../testing/cases-stand.ts';
import { aPersonHolder } from '../vehicle.builder.ts';
import { vehicles } from '../vehicles.register.ts';
import { vehicleCases } from './case.rules.ts';

let stand: CasesStand;

beforeAll(async () => {
  stand = await CasesStand.open(0);
});
afterAll(() => stand.close());

describe('cases of the vehicle register', () => {
  describeCases(() => ({
    source: stand.source,
    definition: vehicleCases,
    keeper: stand.records.keeper,
    foreign: new Keepers(vehicles).of({ authority: 'zulassung-stadt-goettingen' }),
    open: async () => (await stand.claimed(aPersonHolder())).caseId,
    outcome: 'NO_ACTION',
  }));
});
