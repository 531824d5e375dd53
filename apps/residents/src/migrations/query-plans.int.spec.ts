import { searchText } from '#libs/identifiers';
import { describeRegisterPlans } from '#libs/register-kit-testing';
import { aRegistration } from '../registration.builder.ts';
import { residentSearchEntries } from '../resident-search.rules.ts';
import { aPostalAddress, aResident } from '../resident.builder.ts';
import { residents } from '../residents.register.ts';
import { startResidents } from '../testing/start-residents.ts';

const fill = `
  select pg_temp.multiply('residents', 100000, jsonb_build_object('id', 'gen_random_uuid()', 'idnr', '''i'' || n',
    'concerns', 'array[''c'' || n]'));
  select pg_temp.multiply('resident_search', 4000, jsonb_build_object('record_id', 'gen_random_uuid()',
    'key', '''k'' || n'))`;

describe('the statements of the residents register', () => {
  describeRegisterPlans(startResidents, fill, async (running) => {
    const path = '/v1/residents';
    const body = aRegistration();
    const { id } = (await running.post(path, body)).body;
    const [search] = residentSearchEntries(aResident());
    const searched = { person: searchText(search!) };
    const subjects = { idnr: body.idnr };
    let version = 0;
    const move = () => {
      version += 1;
      const address = aPostalAddress({ houseNumber: `${100 + version}` });
      return { ground: 'BMG §17(1)', effectiveOn: '2026-02-01', expectedVersion: version, address };
    };
    const acts = { '/acts/move': move };
    return { register: residents, path, id, subjects, searched, registration: aRegistration, acts };
  });
});
