import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appNames, type AppName } from './apps.ts';
import type { LocalHome } from './local-home.ts';
import { runProgram } from './program.ts';
import { root } from './repository.ts';

export interface MigrateOptions {
  /** Whether the data are kept in this home, so that a note in it says what has run there. */
  readonly remembered: boolean;
  readonly onProgress: (text: string) => void;
}

/** Identifies the compiled sources, as deploy/local/build.mjs notes it. */
function currentBuild(): string | undefined {
  const stamp = join(root, 'dist', '.build-stamp');
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}

/** Runs the migrations of every app, each as its migrator role; nothing when this very build has migrated these data. */
export async function migrateAll(
  home: LocalHome,
  urls: Readonly<Record<AppName, string>>,
  { remembered, onProgress }: MigrateOptions,
): Promise<void> {
  const build = currentBuild();
  if (remembered && build !== undefined && home.state().migratedBuild === build) return;
  let done = 0;
  const migrate = async (app: AppName): Promise<void> => {
    const env = { MIGRATION_DATABASE_URL: urls[app] };
    await runProgram(home, { name: `${app}-migrations`, script: `apps/${app}/src/migrate.js`, env });
    done += 1;
    onProgress(`migrated ${done} of ${appNames.length} databases`);
  };
  await Promise.all(appNames.map(migrate));
  if (build !== undefined) home.remember({ migratedBuild: build });
}
