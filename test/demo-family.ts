import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { demoCitizens } from '../deploy/sample/demo-citizens.ts';
import { demoResidents } from '../deploy/sample/demo-people.ts';
import { today } from '../deploy/sample/days.ts';

export const personOf = (citizen: keyof typeof demoCitizens) =>
  demoResidents(today()).find(({ idnr }) => idnr === demoCitizens[citizen].idnr)!;

/** Anna's daughter. */
export const mila = demoResidents(today()).find(({ givenNames }) => givenNames === 'Mila Sophie')!;

/** Whether the child's trail is shown, and a choice can be given for her. */
export async function actsForMila(stack: IsolatedStack, who: keyof typeof demoCitizens): Promise<object> {
  const { idnr, birthDate } = demoCitizens[who];
  const actingFor = {
    as: 'PARENT',
    by: { idnr, birthDate },
    for: { idnr: mila.idnr, birthDate: mila.birthDate },
  };
  const wish = {
    authority: 'strassenverkehr-hannover',
    purpose: 'resident-parking-permit',
    evidenceType: 'residents.parking-permit.v1',
  };
  const session = stack.as(who);
  const { sha256: noticeSha256 } = await session.get<{ sha256: string }>(
    `/v1/consents/notice?${new URLSearchParams(wish).toString()}`,
  );
  await session.post('/v1/represented/disclosures', { actingFor });
  return session.post('/v1/consents', { ...wish, kind: 'CHOICE', noticeSha256, actingFor });
}
