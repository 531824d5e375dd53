/** One-shot of docker-compose.yml: makes the secrets of the demonstration once, and gives each app its own. */
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeSecret } from '#libs/local-services';
import { appNames } from '../description/app-names.ts';
import { demoCitizens } from '../sample/demo-citizens.ts';
import { writeIdentityFiles } from '../local/identity-files.ts';
import { LocalHome } from '../local/local-home.ts';
import { FILES, filesOf, INSTALLATION, migratorFile, USER } from './addresses.ts';
import { installation, once } from './inside.ts';
import { fileContents, insideUrl } from './places.ts';

/** A service that starts meanwhile must not find half a file. */
function keep(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  writeSecret(file, content);
}

/** Volumes come with the owner root; the services are somebody else. */
function handOver(folder: string): void {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const path of [folder, ...entries.map((entry) => join(folder, entry))]) chownSync(path, USER, USER);
}

await once(async () => {
  const { secrets } = await installation();
  for (const app of appNames) {
    keep(migratorFile(app), insideUrl(app, 'migrator', secrets));
    for (const [variable, content] of Object.entries(fileContents(app, secrets)))
      keep(join(filesOf(app), variable), content);
  }
  writeIdentityFiles(new LocalHome('/', { EINMAL_HOME: FILES }), secrets, Object.values(demoCitizens));
  for (const folder of [INSTALLATION, dirname(migratorFile('gateway')), ...appNames.map(filesOf)])
    handOver(folder);
});
