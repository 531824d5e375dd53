import { sendJson } from '../deploy/local/http-json.ts';
import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { demoCitizens } from '../deploy/sample/demo-citizens.ts';
import { demoCompanies } from '../deploy/sample/demo-companies.ts';

type Company = keyof typeof demoCompanies;

interface Given {
  readonly id: string;
}

interface Shown {
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly noticeSha256: string;
  readonly receipt: { readonly pii_processing: { readonly privacy_notice: { readonly text: string } } };
}

interface Confirmed {
  readonly acting: { readonly by: string; readonly with: string };
}

const wish = {
  authority: 'gewerbeamt-hannover',
  purpose: 'trade-notice',
  evidenceType: 'business.trade-notice.v1',
};
const euidOf = (company: Company) =>
  `DEP2305.${demoCompanies[company].register.registerNumber.replace(' ', '')}`;

/** What holds of officers, on a stack of identity, residents, business and gateway that knows the demonstration's persons. */
export function describeCompanyActs(stand: () => IsolatedStack): void {
  const officerOf = (euid: string, who: keyof typeof demoCitizens) => {
    const { idnr, birthDate } = demoCitizens[who];
    return { as: 'OFFICER', by: { idnr, birthDate }, company: { euid } };
  };
  const actsFor = async (euid: string, who: keyof typeof demoCitizens): Promise<Given> => {
    const actingFor = officerOf(euid, who);
    const session = stand().as(who);
    const { sha256: noticeSha256 } = await session.get<{ sha256: string }>(
      `/v1/consents/notice?${new URLSearchParams(wish).toString()}`,
    );
    const choice = { ...wish, kind: 'CHOICE', noticeSha256, subject: { euid }, actingFor };
    return session.post<Given>('/v1/consents', choice);
  };

  describe('an officer of a company', () => {
    beforeAll(async () => {
      const { endpoints } = stand();
      const token = await tokenOf(endpoints, 'officer-business', 'registergericht-hannover');
      const url = `${endpoints.apps.business}/v1/companies`;
      for (const body of Object.values(demoCompanies)) await sendJson({ method: 'POST', url, token, body });
    });

    it('acts for it alone, as two registers say, where the commercial register says so', async () => {
      expect(await actsFor(euidOf('alone'), 'anna')).toMatchObject({ acting: { as: 'OFFICER' } });
    });

    it('acts for it with another one, who confirms it in a session of their own', async () => {
      const euid = euidOf('jointly');
      const { id, ...given } = await actsFor(euid, 'anna');
      expect(given).toMatchObject({ state: 'PAUSED', awaitsSecond: true });
      const path = `/v1/consents/${id}/confirmation`;
      const bernd = stand().as('bernd');
      const actingFor = officerOf(euid, 'bernd');
      const { receipt, ...shown } = await bernd.post<Shown>(`${path}/notice`, { actingFor });
      expect(shown).toMatchObject(wish);
      expect(receipt.pii_processing.privacy_notice.text).toContain('Gewerbeamt');
      const { authority, purpose, evidenceType, fields, noticeSha256 } = shown;
      const named = { authority, purpose, evidenceType, fields, noticeSha256 };
      const confirmed = await bernd.post<Confirmed>(path, { actingFor, ...named });
      expect(confirmed).toMatchObject({ state: 'ACTIVE', acting: { as: 'OFFICER' } });
      expect(confirmed.acting.with).not.toBe(confirmed.acting.by);
    });

    it('is no second one to themselves, nor is a stranger shown what they wait for', async () => {
      const euid = euidOf('jointly');
      const { id } = await actsFor(euid, 'anna');
      const see = (who: 'anna' | 'clara-before', as: 'anna' | 'clara') => {
        const body = { actingFor: officerOf(euid, as) };
        return stand().as(who).post<Shown>(`/v1/consents/${id}/confirmation/notice`, body);
      };
      await expect(see('anna', 'anna')).rejects.toThrow('consent-unknown');
      await expect(see('clara-before', 'clara')).rejects.toThrow('representation-refused');
    });

    it('is told apart from a stranger, who learns no more than of a company that is unknown', async () => {
      await expect(actsFor(euidOf('alone'), 'bernd')).rejects.toThrow('representation-refused');
      await expect(actsFor('DEP2305.HRB990299', 'anna')).rejects.toThrow('representation-refused');
    });
  });
}
