import { suspend } from '#libs/service-kit';
import { declaredRoutes } from '#libs/test-kit';
import type { RunningRegister } from './running-register.ts';

/** Every route of a register asks whether its caller is suspended. @param scope of all routes, if more than the officers' */
export function describeStanding(running: () => RunningRegister, scope?: string): void {
  const statuses = async (): Promise<[string, number][]> => {
    // Without a body, whose content type each route would judge before it knows its caller.
    const headers = await running().authorization(scope);
    const answers = declaredRoutes(running().app).map(async ({ method, path }) => {
      const address = `${running().url}/${path.replaceAll(/:\w+/g, crypto.randomUUID())}`;
      const { status } = await fetch(address, { method, headers });
      return [`${method} ${path}`, status] as [string, number];
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
}
