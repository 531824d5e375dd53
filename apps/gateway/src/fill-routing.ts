import {
  AuthoritiesConfig,
  Background,
  createPool,
  DatabaseConfig,
  demandFittingKeys,
  HttpConfig,
  program,
  readConfig,
  useAuthorities,
  useTransport,
} from '#libs/service-kit';
import { permitKeys, RegisterDirectory, RegistersConfig } from './registers/index.ts';
import { fillDirectory, ResidenceStore } from './routing/index.ts';
import { SubjectPseudonyms, SubjectsConfig } from './subjects/index.ts';

/** A page takes a register longer than a lookup may. */
const REGISTER_TIMEOUT_MS = 20_000;

await program(async () => {
  const blocks = {
    http: HttpConfig,
    database: DatabaseConfig,
    registers: RegistersConfig,
    subjects: SubjectsConfig,
    authorities: AuthoritiesConfig,
  };
  const { http, database, registers, subjects, authorities } = readConfig(blocks, process.env);
  useAuthorities(authorities);
  useTransport(http);
  const { permitSigningJwk, registers: processes } = registers;
  const background = new Background();
  const pool = createPool(database, 'fill-routing', { size: 1 });
  const pseudonyms = new SubjectPseudonyms(subjects);
  await demandFittingKeys(pool, pseudonyms.keys());
  const silent = await fillDirectory({
    registers: new RegisterDirectory(
      { permitSigningJwk, registers: processes, registerTimeoutMs: REGISTER_TIMEOUT_MS },
      http,
      background,
      permitKeys(registers),
    ),
    pseudonyms,
    residence: new ResidenceStore(pool),
    pool,
    say: (text) => console.log(text),
  });
  await pool.end();
  await background.onApplicationShutdown();
  if (silent > 0) process.exitCode = 1;
});
