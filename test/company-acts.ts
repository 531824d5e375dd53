import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { demoCitizens } from '../deploy/sample/demo-citizens.ts';
import { demoCompanies } from '../deploy/sample/demo-companies.ts';

type Company = keyof typeof demoCompanies;

const wish = {
  authority: 'gewerbeamt-hannover',
  purpose: 'trade-notice',
  evidenceType: 'business.trade-notice.v1',
};
const euidOf = (company: Company) =>
  `DEP2305.${demoCompanies[company].register.registerNumber.replace(' ', '')}`;

/** What holds of officers, on a stack of identity, residents, business and gateway that knows the demonstration's persons. */
export function describeCompanyActs(stand: () => IsolatedStack): void {
  const actsFor = async (euid: string, who: keyof typeof demoCitizens): Promise<object> => {
    const { idnr, birthDate } = demoCitizens[who];
    const actingFor = { as: 'OFFICER', by: { idnr, birthDate }, company: { euid } };
    const session = stand().as(who);
    const { sha256: noticeSha256 } = await session.get<{ sha256: string }>(
      `/v1/consents/notice?${new URLSearchParams(wish).toString()}`,
    );
    const choice = { ...wish, kind: 'CHOICE', noticeSha256, subject: { euid }, actingFor };
    return session.post('/v1/consents', choice);
  };

  describe('an officer of a company', () => {
    beforeAll(async () => {
      for (const each of Object.values(demoCompanies)) await stand().as('bruno').post('/v1/companies', each);
    });

    it('acts for it alone, as two registers say, where the commercial register says so', async () => {
      expect(await actsFor(euidOf('alone'), 'anna')).toMatchObject({ acting: { as: 'OFFICER' } });
      await expect(actsFor(euidOf('jointly'), 'anna')).rejects.toThrow('representation-joint');
    });

    it('is told apart from a stranger, who learns no more than of a company that is unknown', async () => {
      await expect(actsFor(euidOf('alone'), 'bernd')).rejects.toThrow('representation-refused');
      await expect(actsFor('DEP2305.HRB990299', 'anna')).rejects.toThrow('representation-refused');
    });
  });
}
