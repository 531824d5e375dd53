import { Transform } from 'class-transformer';
import { ArrayNotEmpty, Matches } from 'class-validator';
import { IsPemFile, IsSetTogetherWith, IsTlsMode, NeedsTls } from './kafka-security.decorators.ts';
import { Setting } from './setting.ts';

/**
 * How a service reaches Kafka, and as whom: SASL SCRAM-SHA-512 by user and password, a client certificate, or both. What
 * it may do there is the broker's to say, by its access lists (docs/adr/0019).
 */
export class KafkaConfig {
  @Setting('Brokers to begin with: `host:port`, separated by commas.')
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value,
  )
  @ArrayNotEmpty({ message: 'names at least one broker' })
  @Matches(/^[^\s:]+:\d{1,5}$/, { each: true, message: 'is a list of host:port, separated by commas' })
  readonly kafkaBrokers!: string[];

  @Setting(
    '`on` or `off`; off unless stated while every broker is on this machine, elsewhere it has to be stated.',
  )
  @IsTlsMode()
  readonly kafkaTls?: 'on' | 'off';

  @Setting("PEM file of who signed the brokers' certificates; the authorities that Node knows unless given.")
  @NeedsTls()
  @IsPemFile('CERTIFICATE')
  readonly kafkaTlsCaFile?: string;

  @Setting(
    'PEM file of the certificate by which the service shows who it is, beside or instead of a password.',
  )
  @NeedsTls()
  @IsPemFile('CERTIFICATE')
  @IsSetTogetherWith('kafkaTlsKeyFile')
  readonly kafkaTlsCertFile?: string;

  @Setting('PEM file of the private key of KAFKA_TLS_CERT_FILE.')
  @NeedsTls()
  @IsPemFile('PRIVATE KEY')
  @IsSetTogetherWith('kafkaTlsCertFile')
  readonly kafkaTlsKeyFile?: string;

  @Setting("What the brokers' certificates name, where that is not their address.")
  @NeedsTls()
  readonly kafkaTlsServerName?: string;

  @Setting('User for SASL SCRAM-SHA-512.')
  @IsSetTogetherWith('kafkaPassword')
  readonly kafkaUsername?: string;

  @Setting('Password of KAFKA_USERNAME.', { secret: true })
  @IsSetTogetherWith('kafkaUsername')
  readonly kafkaPassword?: string;
}
