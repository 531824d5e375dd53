import { describeRegister } from '#libs/register-kit-testing';
import { migrations } from './migrations/index.ts';
import { lockValues } from './registration.rules.ts';
import { aHome, aPostalAddress, aResident } from './resident.builder.ts';
import { moveTo } from './resident.rules.ts';
import { residents } from './residents.register.ts';

const locked = lockValues([{ kind: 'INFORMATION', since: '2026-01-01', until: '2099-12-31' }]);

describeRegister({
  register: residents,
  migrations,
  example: aResident,
  kept: [
    { record: aResident, by: 'Landeshauptstadt Hannover, Meldebehörde' },
    {
      record: () =>
        aResident({
          authority: 'meldebehoerde-goettingen',
          addresses: [aHome({ ags: '03159016', place: 'Göttingen' })],
        }),
      by: 'Stadt Göttingen, Meldebehörde',
    },
    // Nobody of the table is competent for Munich: it belongs to whoever registers it.
    {
      record: () => aResident({ addresses: [aHome({ ags: '09162000' })] }),
      by: 'Landeshauptstadt Hannover, Meldebehörde',
    },
  ],
  change: (n) => moveTo(aPostalAddress({ houseNumber: `${100 + n}` }), '2026-01-01'),
  locked: () => aResident(locked),
});
