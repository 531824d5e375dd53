import { randomBytes } from 'node:crypto';
import { ofEachRegister } from '#libs/contracts';
import { DemoGateway } from '../testing/demo-gateway.ts';
import type { SubjectsConfig } from './subjects.config.ts';

let gateway: DemoGateway;
beforeAll(async () => {
  gateway = await DemoGateway.start();
});
afterAll(() => gateway.inner.stop());

const key = (version = ''): string => version + randomBytes(32).toString('base64url');
const given = (): SubjectsConfig['eventPseudonymKeys'] =>
  ofEachRegister((name) => gateway.inner.eventKeys[name].toString('base64url'));

describe('a gateway whose keys are not those of its database', () => {
  it.each<[string, () => Partial<SubjectsConfig>]>([
    ['CITIZEN_PSEUDONYM_KEY', () => ({ citizenPseudonymKey: key() })],
    ['SUBJECT_PSEUDONYM_KEY', () => ({ subjectPseudonymKey: key() })],
    [
      'EVENT_PSEUDONYM_KEYS (vehicles)',
      () => ({ eventPseudonymKeys: { ...given(), vehicles: given().residents } }),
    ],
  ])('does not start, and names %s', async (setting, subjects) => {
    await expect(gateway.inner.another(() => undefined, subjects())).rejects.toThrow(
      `${setting} is not the key that this database was written with as version 1: give that one`,
    );
  });

  it('does not start with a key of a version that nothing is written under', async () => {
    await expect(gateway.inner.another(() => undefined, { citizenPseudonymKey: key('2:') })).rejects.toThrow(
      /^CITIZEN_PSEUDONYM_KEY is of version 2, but table \w+ of this database is written under version 1/,
    );
  });
});
