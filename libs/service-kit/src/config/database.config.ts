import { IsInt, IsUrl, Max, Min } from 'class-validator';
import { ReadDigits } from '../parameters/whole-number.decorator.ts';

const postgresUrl = { protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true };

export class DatabaseConfig {
  /** Connects as the app role, which may not alter tables. */
  @IsUrl(postgresUrl) readonly databaseUrl!: string;
  /** Connections per pool; a service keeps one pool for entities and one for its hot path. */
  @ReadDigits() @IsInt() @Min(1) @Max(100) readonly databasePoolSize: number = 10;
  /** How long a request waits for a connection before it is answered with 503. */
  @ReadDigits() @IsInt() @Min(100) @Max(60_000) readonly databaseConnectWithinMs: number = 2_000;
}

export class MigrationConfig {
  /** Connects as the migrator role, which owns the tables. */
  @IsUrl(postgresUrl) readonly migrationDatabaseUrl!: string;
}
