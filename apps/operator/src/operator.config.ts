import { IsJSON, IsNotEmpty, IsString } from 'class-validator';
import { AUDIT_ANCHOR_TOPIC } from '#libs/contracts';
import {
  DatabaseConfig,
  HttpConfig,
  KafkaConfig,
  LogConfig,
  type readConfig,
  ReadJson,
  readWatchedRegisters,
  type RegisterProcesses,
  Setting,
  TokenConfig,
  TracingConfig,
} from '#libs/service-kit';

/** What the operator service needs beside HTTP, database, Kafka and tokens. */
export class OperatorConfig {
  @Setting(
    'Folder for replays whose target is a file, and for what others set aside meanwhile; only this service writes there.',
  )
  @IsString()
  @IsNotEmpty()
  readonly replayFolder!: string;

  @Setting(
    'Private Ed25519 key as JWK JSON with `kid`, or a set of which the first signs the reports of replays and all are published. Its file is read again when it changes.',
    { secret: true },
  )
  @IsJSON()
  readonly reportSigningJwk!: string;

  @Setting(
    'The processes of each register as the gateway has them, each with the `systemUrl` whose `/metrics` tell the backlog of its relay. REGISTERS_FILE names a file that holds it.',
  )
  @ReadJson(readWatchedRegisters)
  readonly registers!: RegisterProcesses;

  @Setting('Kafka group that reads the dead-letter topics; two installations at one Kafka need two names.')
  @IsString()
  @IsNotEmpty()
  readonly projectionGroup: string = 'operator.projection';

  @Setting('Topic of one partition that this service may add to, but neither change nor empty (ADR 0018).')
  @IsString()
  @IsNotEmpty()
  readonly auditAnchorTopic: string = AUDIT_ANCHOR_TOPIC;
}

/** Everything this app reads from its environment. */
export const configBlocks = {
  http: HttpConfig,
  log: LogConfig,
  tracing: TracingConfig,
  database: DatabaseConfig,
  kafka: KafkaConfig,
  token: TokenConfig,
  operator: OperatorConfig,
};

export type OperatorSettings = Omit<ReturnType<typeof readConfig<typeof configBlocks>>, 'tracing'>;
