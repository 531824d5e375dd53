import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apps } from '../description/apps.ts';
import { appNames, type AppName } from './apps.ts';
import type { LocalHome } from './local-home.ts';
import { runProgram } from './program.ts';
import { root } from './repository.ts';
import { databaseSettings } from './tls/secret-files.ts';

/** Identifies the compiled sources, as deploy/local/build.mjs notes it. */
function currentBuild(): string | undefined {
  const stamp = join(root, 'dist', '.build-stamp');
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}

/** Whether this very build has prepared the databases kept in this home: migrations and policy. */
export function isPrepared(home: LocalHome): boolean {
  const build = currentBuild();
  return build !== undefined && home.state().preparedBuild === build;
}

export function notePrepared(home: LocalHome): void {
  home.remember({ preparedBuild: currentBuild() ?? 'unknown' });
}

/** Runs the migrations of every app, each as its migrator role. */
export async function migrateAll(
  home: LocalHome,
  urls: Readonly<Record<AppName, string>>,
  onProgress: (text: string) => void,
): Promise<void> {
  let done = 0;
  const migrate = async (app: AppName): Promise<void> => {
    const name = `${app}-migrations`;
    const env = databaseSettings(home, name, 'MIGRATION_DATABASE_URL', urls[app]);
    await runProgram(home, {
      name,
      script: `apps/${apps[app].program}/src/migrate.js`,
      env,
    });
    done += 1;
    onProgress(`migrated ${done} of ${appNames.length} databases`);
  };
  await Promise.all(appNames.map(migrate));
}
