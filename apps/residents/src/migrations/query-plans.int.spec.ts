import { describeRegisterPlans } from '#libs/register-kit-testing';
import { aRegistration } from '../registration.builder.ts';
import { residents } from '../residents.register.ts';
import { startResidents } from '../testing/start-residents.ts';

const fill = `
  select pg_temp.multiply('residents', 100000, jsonb_build_object('id', 'gen_random_uuid()', 'idnr', '''i'' || n',
    'concerns', 'array[''c'' || n]'))`;

describe('the statements of the residents register', () => {
  describeRegisterPlans(startResidents, fill, async (running) => {
    const path = '/v1/residents';
    const body = aRegistration();
    const { id } = (await running.post(path, body)).body;
    return { register: residents, path, id, subjects: { idnr: body.idnr }, registration: aRegistration };
  });
});
