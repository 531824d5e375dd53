import { describeRegisterPlans } from '#libs/register-kit-testing';
import { business } from '../business.register.ts';
import { aRegistration } from '../registration.builder.ts';
import { startBusiness } from '../testing/start-business.ts';

const fill = `
  select pg_temp.multiply('companies', 100000, jsonb_build_object('id', 'gen_random_uuid()',
    'authority', '''another-office''', 'first_euid', '''e'' || n',
    'euid', '''e'' || n', 'widnr', '''w'' || n', 'lei', '''l'' || n'))`;

describe('the statements of the commercial register', () => {
  describeRegisterPlans(startBusiness, fill, async (running) => {
    const path = '/v1/companies';
    const names = { widnr: 'DE136695976-00001', lei: '213800KUD8LAJWSQ9D15' };
    const { id } = (await running.post(path, aRegistration(1, names))).body;
    let number = 1;
    return {
      register: business,
      path,
      id,
      subjects: { euid: 'DEP2204.HRB1', ...names },
      registration: () => aRegistration((number += 1)),
    };
  });
});
