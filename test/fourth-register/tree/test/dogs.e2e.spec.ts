import { changeTopic } from '#libs/contracts';
import { eventually } from '#libs/test-kit';
import { sendJson } from '../deploy/local/http-json.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { aRegistration } from '../apps/dogs/src/registration.builder.ts';

const chip = '276098100000042';
const apps = ['identity', 'dogs', 'gateway'] as const;

interface Receipt {
  readonly id: string;
  readonly eventId: string;
}
interface Feed {
  readonly events: readonly { readonly id: string; readonly type: string; readonly subject: string }[];
}

describe('the register of dogs', () => {
  let stack: IsolatedStack;
  let asOfficer: (path: string, body: object) => Promise<Receipt>;
  let asAuthority: <T>(method: 'GET' | 'POST', path: string, body?: object) => Promise<T>;

  beforeAll(async () => {
    stack = await IsolatedStack.start(apps);
    await Promise.all(apps.map((app) => stack.startApp(app)));
    const { endpoints } = stack;
    const officer = await tokenOf(endpoints, 'officer-dogs');
    asOfficer = (path, body) =>
      sendJson({ method: 'POST', url: `${endpoints.apps.dogs}/v1/${path}`, token: officer, body });
    const token = await tokenOf(endpoints, 'housing-goettingen');
    asAuthority = (method, path, body) =>
      sendJson({ method, url: `${endpoints.apps.gateway}/v1/${path}`, token, ...(body && { body }) });
  });
  afterAll(() => stack?.stop());

  it('answers a lookup through the gateway, and tells its feed of a change', async () => {
    const { id } = await asOfficer('dogs', aRegistration({ chip }));
    const lookup = { evidenceType: 'dogs.tax-record.v1', purpose: 'dog-tax', subject: { chip } };
    expect(await asAuthority('POST', 'lookups', lookup)).toMatchObject({
      status: 'EVIDENCE',
      registerAuthority: 'Landeshauptstadt Hannover, Steueramt',
      evidence: { race: 'Kromfohrländer', taxClass: 'ORDINARY', owner: { familyName: 'Muster' } },
    });

    const lastDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const { id: subscription } = await asAuthority<{ readonly id: string }>('POST', 'subscriptions', {
      purpose: 'dog-tax',
      eventTypes: ['dog.transferred.v1'],
      lastDay,
      subjects: [{ reference: 'HUND-1', chip }],
    });
    const { eventId } = await asOfficer(`dogs/${id}/acts/transfer`, {
      ground: 'NHundG §6',
      effectiveOn: '2026-02-01',
      expectedVersion: 1,
      owner: { familyName: 'Beispiel', givenNames: 'Max', ags: '03241001' },
    });
    const feed = await eventually(
      `the event of ${changeTopic('dogs')} is in the feed`,
      () => asAuthority<Feed>('GET', `feeds/${subscription}`),
      ({ events }) => events.length > 0,
    );
    expect(feed.events).toMatchObject([{ id: eventId, type: 'dog.transferred.v1', subject: 'HUND-1' }]);
  });
});
