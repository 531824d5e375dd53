import { AuthorityTable, authorityTable, today } from '#libs/authorities';
import { suspend } from '#libs/service-kit';
import { dayAfter, declaredRoutes } from '#libs/test-kit';
import type { RunningRegister } from './running-register.ts';

/** The keepers of today, one of them of another register, and beside them one that ended, one that was merged, and one to come. */
function withOutsiders({ authority }: RunningRegister): AuthorityTable {
  const own = authorityTable.of(authority)!;
  const of = (id: string, days: object) => ({ id, name: id, register: own.register, areas: [], ...days });
  const until = dayAfter(today(), -1);
  return new AuthorityTable([
    ...authorityTable.keepersOf(own.register, today()),
    { ...of('of-another', {}), register: 'another' },
    of('ended', { until }),
    of('merged', { until, successor: authority }),
    of('to-come', { from: dayAfter(today()) }),
  ]);
}

/** Every route of a register asks whether its caller is suspended, and for which authority it acts. @param scope of all routes, if more than the officers' */
export function describeStanding(running: () => RunningRegister, scope?: string): void {
  const statuses = async (): Promise<[string, number][]> => {
    // Without a body, whose content type each route would judge before it knows its caller.
    return answersTo(await running().authorization(scope), ({ status }) => Promise.resolve(status));
  };

  /** What each declared route answers without a body; so a new one is asked as well. */
  const answersTo = async <T>(
    headers: Record<string, string>,
    told: (response: Response) => Promise<T>,
  ): Promise<[string, T][]> => {
    const answers = declaredRoutes(running().app).map(async ({ method, path }) => {
      const door = path.startsWith('internal/') ? running().internalUrl : running().url;
      const address = `${door}/${path.replaceAll(/:\w+/g, crypto.randomUUID())}`;
      return [`${method} ${path}`, await told(await fetch(address, { method, headers }))] as [string, T];
    });
    return Promise.all(answers);
  };

  const suspended = (): Record<string, string> => ({
    client: 'desk-of-the-contract',
    authority: running().authority,
  });

  it.each(['client', 'authority'])(
    'a suspended %s is refused on every route at once, and taken again once that is lifted',
    async (kind) => {
      const who = [kind, suspended()[kind] ?? ''];
      const { migratorUrl } = running().database;
      const before = await statuses();
      expect(before.length).toBeGreaterThan(3);
      expect(before.map(([, status]) => status)).not.toContain(403);
      await suspend(migratorUrl, who);
      expect((await statuses()).filter(([, status]) => status !== 403)).toEqual([]);
      await suspend(migratorUrl, [...who, '--lift']);
      expect(await statuses()).toEqual(before);
    },
  );

  it.each<[string, unknown, string]>([
    ['no authority', undefined, 'authority-not-served'],
    ['two authorities', ['one', 'other'], 'token-invalid'],
    ['an authority that nobody knows', 'nobody', 'authority-not-served'],
    ['an authority of another register', 'of-another', 'authority-not-served'],
    ['an authority that has ended', 'ended', 'authority-ended'],
    ['an authority that was merged', 'merged', 'authority-ended'],
    ['an authority whose first day has not come', 'to-come', 'authority-not-begun'],
  ])('a token of %s is refused on every route', async (_story, authority, code) => {
    const before = new AuthorityTable([]);
    before.become(authorityTable);
    authorityTable.become(withOutsiders(running()));
    const headers = await running().tokenOf({
      ...{ sub: 'officer-of-the-contract', client_id: 'desk-of-the-contract', acr: 'high' },
      ...{ scope: scope ?? running().scope, authority },
    });
    const answers = await answersTo(headers, async (response) => (await response.json()) as { code: string });
    authorityTable.become(before);
    const officers = answers.filter(([route]) => !/^\w+ internal\//.test(route));
    expect(officers.length).toBeGreaterThan(3);
    expect(officers.map(([route, body]) => [route, body.code])).toEqual(
      officers.map(([route]) => [route, code]),
    );
  });
}
