import { Transform } from 'class-transformer';
import { ArrayNotEmpty, Matches } from 'class-validator';

export class KafkaConfig {
  /** `host:port`, separated by commas. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value,
  )
  @ArrayNotEmpty({ message: 'names at least one broker' })
  @Matches(/^[^\s:]+:\d{1,5}$/, { each: true, message: 'is a list of host:port, separated by commas' })
  readonly kafkaBrokers!: string[];
}
