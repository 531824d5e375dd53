import { describeRegister } from '#libs/register-kit-testing';
import { migrations } from './migrations/index.ts';
import { aPersonHolder, aVehicle } from './vehicle.builder.ts';
import { transferTo } from './vehicle.rules.ts';
import { vehicles } from './vehicles.register.ts';

describeRegister({
  register: vehicles,
  migrations,
  example: aVehicle,
  kept: [
    { record: aVehicle, by: 'Authority of the contract' },
    {
      record: () => aVehicle({ authority: 'zulassung-stadt-goettingen', ags: '03159016' }),
      by: 'Authority of the contract',
    },
  ],
  change: (n) => transferTo(aPersonHolder({ givenNames: `Erika ${n}` }), null, '2026-01-01'),
  locked: () => aVehicle({ transmissionLock: { ground: 'PUBLIC_INTEREST', since: '2026-01-01' } }),
});
