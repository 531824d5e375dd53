import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalHome } from './local-home.ts';
import { readSecrets, type Secrets } from './secrets.ts';

let folder: string;
let home: LocalHome;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'einmal-secrets-'));
  home = new LocalHome('/', { EINMAL_HOME: folder });
});
afterEach(() => rmSync(folder, { recursive: true }));

it('gives a client that came later its key, and leaves all others as they were', async () => {
  const made = await readSecrets(home);
  const { 'staff-portal': _later, ...clientJwks } = made.clientJwks;
  home.writeJson('secrets.json', { ...made, clientJwks });
  const after = await readSecrets(home);
  expect(after).toEqual({
    ...made,
    clientJwks: { ...clientJwks, 'staff-portal': expect.objectContaining({ alg: 'ES256' }) },
  });
  expect(after.clientJwks['staff-portal']).not.toEqual(made.clientJwks['staff-portal']);
  expect(home.readJson<Secrets>('secrets.json')).toEqual(after);
});

it('gives a register that came later its keys and accounts, and leaves all others as they were', async () => {
  const made = await readSecrets(home);
  const { vehicles: _key, ...eventPseudonymKeys } = made.eventPseudonymKeys;
  const { vehicles: _database, ...databasePasswords } = made.databasePasswords;
  const { vehicles: _account, ...kafkaPasswords } = made.kafkaPasswords;
  const before = { ...made, eventPseudonymKeys, databasePasswords, kafkaPasswords };
  home.writeJson('secrets.json', before);

  const after = await readSecrets(home);
  expect(after).toMatchObject(before);
  for (const given of ['eventPseudonymKeys', 'kafkaPasswords'] as const) {
    expect(after[given].vehicles).toMatch(/^[\w-]{32,}$/);
    expect(after[given].vehicles).not.toBe(made[given].vehicles);
  }
  expect(after.databasePasswords.vehicles.app).toBeTruthy();
  expect(home.readJson<Secrets>('secrets.json')).toEqual(after);
  expect(await readSecrets(home)).toEqual(after);
});
