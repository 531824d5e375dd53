import { settingsOf } from '#libs/service-kit';
import { eventTopics, kafkaPrincipals } from '../local/event-topics.ts';
import { appNames } from './app-names.ts';
import { apps, callersOf, registerApps } from './apps.ts';
import { secretsOf } from './description.ts';

describe.each(appNames)('the description of %s', (app) => {
  const { blocks, values, service, program } = apps[app];
  const settings = async () => Object.values(await blocks()).flatMap(settingsOf);

  it('says where each setting that has no default comes from, and of none that there is not', async () => {
    const known = await settings();
    const required = known.filter((setting) => setting.required).map(({ property }) => property);
    expect(Object.keys(values)).toEqual(expect.arrayContaining(required));
    expect(known.map(({ property }) => property)).toEqual(expect.arrayContaining(Object.keys(values)));
  });

  it('demands the audience of the gateway wherever it calls that, since an internal door is none', async () => {
    const known = await settings();
    const isRequired = (name: string): boolean =>
      known.some(({ property, required }) => property === name && required);
    expect(isRequired('gatewayAudience')).toBe(isRequired('gatewayUrl'));
  });

  it('takes secrets where secrets are expected, and nowhere else', async () => {
    const secrets = secretsOf({ values });
    for (const { property, variable, secret } of await settings()) {
      if (values[property] === undefined) continue;
      expect([property, secrets.includes(variable)]).toEqual([property, secret]);
    }
  });

  it('is under the name of its program, with a meaning for every setting and no default for a secret', async () => {
    expect(service.name).toBe(program);
    const known = await settings();
    for (const { meaning } of known) expect(meaning).toMatch(/^.{10,}\.$/);
    expect(known.filter((setting) => setting.secret && setting.default !== undefined)).toEqual([]);
  });

  it('has an account at Kafka if, and only if, it signs in there', () => {
    const principals: readonly string[] = kafkaPrincipals;
    expect(principals.includes(app)).toBe('kafkaUsername' in values);
    const isNamed = eventTopics.some(({ readers, writers }) =>
      [...readers, ...writers].some((name: string) => name === app),
    );
    expect(isNamed).toBe('kafkaUsername' in values);
  });
});

describe('the descriptions together', () => {
  it('give every app three ports of its own', () => {
    const ports = appNames.flatMap((app) => [0, 1_000, 2_000].map((door) => apps[app].port + door));
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('tell who calls whom at the internal doors', () => {
    // Registers are called by the gateway, and by nobody else unless they are processes of one register.
    const registersAlone = Object.fromEntries(registerApps.map((app) => [app, ['gateway']]));
    expect(
      Object.fromEntries(appNames.map((app) => [app, callersOf(app).toSorted((a, b) => a.localeCompare(b))])),
    ).toEqual({
      ...registersAlone,
      identity: [],
      residents: ['gateway', 'residents-goettingen'],
      'residents-goettingen': ['gateway', 'residents'],
      // Registers fetch the keys that permits are signed with.
      gateway: [...registerApps, 'procedures'].toSorted((a, b) => a.localeCompare(b)),
      operator: [],
      procedures: [],
      // They call public doors, as everybody does.
      portal: [],
      'portal-staff': [],
      'portal-console': [],
    });
  });
});
