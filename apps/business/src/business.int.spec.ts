import { describeRegister } from '#libs/register-kit-testing';
import { business } from './business.register.ts';
import { aCompany } from './company.builder.ts';
import { moveSeat } from './company.rules.ts';
import { migrations } from './migrations/index.ts';

describeRegister({
  register: business,
  migrations,
  example: aCompany,
  kept: [
    { record: aCompany, by: 'Amtsgericht Göttingen, Registergericht' },
    {
      record: () =>
        aCompany({
          authority: 'registergericht-hannover',
          register: { courtCode: 'P2305', section: 'HRB', number: 204_205 },
        }),
      by: 'Amtsgericht Hannover, Registergericht',
    },
  ],
  change: (n) => (company) =>
    moveSeat(
      { seat: { place: `Ort ${n}` }, register: company.register, euid: company.euid },
      '2026-01-01',
    )(company),
});
