import { Transform } from 'class-transformer';
import { ArrayNotEmpty, Matches } from 'class-validator';
import { IsPemFile, IsSetTogetherWith, IsTlsMode, NeedsTls } from './kafka-security.decorators.ts';

/**
 * How a service reaches Kafka, and as whom: SASL SCRAM-SHA-512 by user and password, a client certificate, or both. What
 * it may do there is the broker's to say, by its access lists (docs/adr/0019).
 */
export class KafkaConfig {
  /** `host:port`, separated by commas. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value,
  )
  @ArrayNotEmpty({ message: 'names at least one broker' })
  @Matches(/^[^\s:]+:\d{1,5}$/, { each: true, message: 'is a list of host:port, separated by commas' })
  readonly kafkaBrokers!: string[];

  /** Off unless stated while every broker is on this machine; elsewhere it has to be stated. */
  @IsTlsMode() readonly kafkaTls?: 'on' | 'off';

  /** Who signed the brokers' certificates; the authorities that Node knows unless given. */
  @NeedsTls() @IsPemFile('CERTIFICATE') readonly kafkaTlsCaFile?: string;
  @NeedsTls()
  @IsPemFile('CERTIFICATE')
  @IsSetTogetherWith('kafkaTlsKeyFile')
  readonly kafkaTlsCertFile?: string;
  @NeedsTls()
  @IsPemFile('PRIVATE KEY')
  @IsSetTogetherWith('kafkaTlsCertFile')
  readonly kafkaTlsKeyFile?: string;
  /** What the brokers' certificates name, where that is not their address. */
  @NeedsTls() readonly kafkaTlsServerName?: string;

  /** SASL SCRAM-SHA-512. */
  @IsSetTogetherWith('kafkaPassword') readonly kafkaUsername?: string;
  @IsSetTogetherWith('kafkaUsername') readonly kafkaPassword?: string;
}
