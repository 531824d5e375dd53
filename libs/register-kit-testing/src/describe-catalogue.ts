import type { RegisterRecord } from '#libs/register-kit';
import type { RegisterContract } from './register-contract.ts';

/** The field catalogue: nothing beyond P3, and no field that reads more than it says. */
export function describeCatalogue<T extends RegisterRecord>({
  register,
  example,
}: RegisterContract<T>): void {
  const fields = Object.entries(register.fields);

  it('offers no field of class P4', () => {
    for (const [, field] of fields) expect(['P0', 'P1', 'P2', 'P3']).toContain(field.privacyClass);
  });

  it.each(fields)('reads %s only from the properties it names', (_path, field) => {
    const named: ReadonlySet<string> = new Set(field.from);
    const record = new Proxy(example(), {
      get: (target, property) => {
        if (!named.has(String(property))) throw new Error(`reads ${String(property)} as well`);
        return Reflect.get(target, property) as unknown;
      },
    });
    expect(() => field.read(record)).not.toThrow();
  });
}
