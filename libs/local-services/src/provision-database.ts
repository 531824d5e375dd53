import pg from 'pg';

export interface DatabaseRoles {
  readonly database: string;
  /** Owns the database and whatever the migrations create in it. */
  readonly migrator: string;
  /** May do only what migrations grant to it. */
  readonly app: string;
  /** The role to which the migrations grant, where it is not the login: there may be several logins of one program. */
  readonly actsAs?: string;
  /** A role without login, for the one task of the app role that needs other rights. */
  readonly permits?: string;
  readonly passwords: { readonly migrator: string; readonly app: string };
}

export interface DatabaseUrls {
  readonly appUrl: string;
  readonly migratorUrl: string;
}

export interface ProvisionedDatabase extends DatabaseUrls {
  /** False when the database was there before, with whatever it holds. */
  readonly created: boolean;
}

const lockKey = 'einmal-provision';

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const name = client.escapeIdentifier(role);
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await client.query(`create role ${name}`);
  const rights = 'login nosuperuser nocreatedb nocreaterole';
  await client.query(`alter role ${name} ${rights} password ${client.escapeLiteral(password)}`);
}

async function ensureGroup(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await client.query(`create role ${client.escapeIdentifier(role)} nologin`);
}

/** Not inherited: who has not taken the role has none of its rights. */
async function letTake(client: pg.Client, role: string, taken: string): Promise<void> {
  await ensureGroup(client, taken);
  const [group, login] = [client.escapeIdentifier(taken), client.escapeIdentifier(role)];
  await client.query(`grant ${group} to ${login} with inherit false, set true`);
}

/** In the databases of the others the login is nobody. */
async function letActAs(
  client: pg.Client,
  { database, app, actsAs }: Record<'database' | 'app' | 'actsAs', string>,
): Promise<void> {
  const login = client.escapeIdentifier(app);
  await letTake(client, app, actsAs);
  await client.query(
    `alter role ${login} in database ${client.escapeIdentifier(database)} set role = ${client.escapeLiteral(actsAs)}`,
  );
}

/**
 * With it a migration and the upkeep ask a vacuum to yield before their 100 ms for a lock are over. Only a superuser can
 * grant it, or who has it from one.
 */
async function letVacuumsYield(client: pg.Client, migrator: string): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_parameter_privilege('deadlock_timeout', 'set with grant option') as may`,
  );
  if (rows[0]?.may === true)
    await client.query(`grant set on parameter deadlock_timeout to ${client.escapeIdentifier(migrator)}`);
}

/** @returns whether it had to be created */
async function ensureDatabase(client: pg.Client, database: string, owner: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (rowCount !== 0) return false;
  await client.query(
    `create database ${client.escapeIdentifier(database)} owner ${client.escapeIdentifier(owner)}`,
  );
  return true;
}

/** The same server, another database and login. */
export function databaseUrl(adminUrl: string, database: string, user: string, password: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.href;
}

/** Where both roles of an app find its database, whether it is there or not. */
export const databaseUrls = (
  adminUrl: string,
  { database, migrator, app, passwords }: DatabaseRoles,
): DatabaseUrls => ({
  appUrl: databaseUrl(adminUrl, database, app, passwords.app),
  migratorUrl: databaseUrl(adminUrl, database, migrator, passwords.migrator),
});

/** Lets only the two roles connect. Database privileges are not copied with a template, so clones need this too. */
export async function restrictDatabase(client: pg.Client, database: string, app: string): Promise<void> {
  const name = client.escapeIdentifier(database);
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect on database ${name} to ${client.escapeIdentifier(app)}`);
}

/**
 * Creates the two roles and the database of one app unless they exist, and sets the passwords. `adminUrl` needs the
 * right to create roles and databases; it need not be a superuser.
 */
export async function provisionDatabase(
  adminUrl: string,
  roles: DatabaseRoles,
): Promise<ProvisionedDatabase> {
  const { database, migrator, app, actsAs, permits, passwords } = roles;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  let created: boolean;
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [lockKey]);
    await client.query(`set createrole_self_grant = 'set, inherit'`);
    await ensureRole(client, migrator, passwords.migrator);
    await ensureRole(client, app, passwords.app);
    await letVacuumsYield(client, migrator);
    created = await ensureDatabase(client, database, migrator);
    await restrictDatabase(client, database, app);
    if (actsAs !== undefined) await letActAs(client, { database, app, actsAs });
    if (permits !== undefined) await letTake(client, actsAs ?? app, permits);
  } finally {
    await client.end();
  }
  return { created, ...databaseUrls(adminUrl, roles) };
}
