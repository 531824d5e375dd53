import { IsInt, IsUrl, Max, Min } from 'class-validator';
import {
  ConnectsByTls,
  DatabaseTlsCaFile,
  DatabaseTlsCertFile,
  DatabaseTlsKeyFile,
  DatabaseTlsMode,
} from './database-tls.decorators.ts';
import { ReadDigits } from '../parameters/whole-number.decorator.ts';
import { Setting } from './setting.ts';

const postgresUrl = { protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true };

export class DatabaseConfig {
  @Setting('The database of this service, as its app role, which may not alter tables.', { secret: true })
  @ConnectsByTls()
  @IsUrl(postgresUrl)
  readonly databaseUrl!: string;

  @DatabaseTlsMode('databaseUrl') readonly databaseTls?: 'on' | 'off';
  @DatabaseTlsCaFile() readonly databaseTlsCaFile?: string;
  @DatabaseTlsCertFile() readonly databaseTlsCertFile?: string;
  @DatabaseTlsKeyFile() readonly databaseTlsKeyFile?: string;

  @Setting('Connections per pool; a service keeps one pool for entities and one for its hot path.')
  @ReadDigits()
  @IsInt()
  @Min(1)
  @Max(100)
  readonly databasePoolSize: number = 10;

  @Setting('How long a request waits for a connection before it is answered with 503, in ms.')
  @ReadDigits()
  @IsInt()
  @Min(100)
  @Max(60_000)
  readonly databaseConnectWithinMs: number = 2_000;
}

export class MigrationConfig {
  @Setting('The database of this service, as its migrator role, which owns the tables.', { secret: true })
  @ConnectsByTls()
  @IsUrl(postgresUrl)
  readonly migrationDatabaseUrl!: string;

  @DatabaseTlsMode('migrationDatabaseUrl') readonly databaseTls?: 'on' | 'off';
  @DatabaseTlsCaFile() readonly databaseTlsCaFile?: string;
  @DatabaseTlsCertFile() readonly databaseTlsCertFile?: string;
  @DatabaseTlsKeyFile() readonly databaseTlsKeyFile?: string;
}
