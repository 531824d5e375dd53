import { IsInt, IsJSON, IsUrl, Matches, Max, Min } from 'class-validator';
import {
  DatabaseConfig,
  HttpConfig,
  KafkaConfig,
  LogConfig,
  ReadDigits,
  TokenConfig,
} from '#libs/service-kit';
import { WebhookConfig } from './webhooks/webhook.config.ts';

const key = /^[A-Za-z0-9_-]{43}$/;
const keyMessage = { message: 'must be 32 random bytes in base64url (43 characters)' };
const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** What the gateway needs beside HTTP, database and tokens. */
export class GatewayConfig {
  /** Private Ed25519 key as JWK JSON with `kid`; the registers pin its public half. */
  @IsJSON() readonly permitSigningJwk!: string;
  /** Key of the pseudonyms of persons; shared with identity and the registers. */
  @Matches(key, keyMessage) readonly citizenPseudonymKey!: string;
  /** Key of the pseudonyms of vehicles and companies; the gateway's own. */
  @Matches(key, keyMessage) readonly subjectPseudonymKey!: string;
  /** Each register's key of event subjects, so that the gateway recognises whom it has a record about. */
  @Matches(key, keyMessage) readonly residentsEventKey!: string;
  @Matches(key, keyMessage) readonly vehiclesEventKey!: string;
  @Matches(key, keyMessage) readonly businessEventKey!: string;
  @IsUrl(plainUrl) readonly residentsUrl!: string;
  @IsUrl(plainUrl) readonly vehiclesUrl!: string;
  @IsUrl(plainUrl) readonly businessUrl!: string;
  /** Longest time a register may take for an answer, waiting included. */
  @ReadDigits() @IsInt() @Min(50) @Max(20_000) readonly registerTimeoutMs: number = 2_000;
  /** How long an event waits in a feed; a subscriber that was away for longer must look its files up. */
  @ReadDigits() @IsInt() @Min(1) @Max(366) readonly feedRetentionDays: number = 30;
}

/** Everything this app reads from its environment. */
export const configBlocks = {
  http: HttpConfig,
  log: LogConfig,
  database: DatabaseConfig,
  token: TokenConfig,
  kafka: KafkaConfig,
  gateway: GatewayConfig,
  webhooks: WebhookConfig,
};
