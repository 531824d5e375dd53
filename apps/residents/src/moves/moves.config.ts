import { Matches } from 'class-validator';
import { ReadJson, readRegisterProcesses, type RegisterProcesses, Setting } from '#libs/service-kit';

/** What moves between municipalities need beside the client's own credentials. */
export class MovesConfig {
  @Setting(
    'Consumer group in which this process and those with the same database hear of registrations elsewhere; begins with their account at Kafka.',
  )
  @Matches(/^[a-z0-9.-]{1,100}$/, { message: 'must be small letters, digits, dots and hyphens' })
  readonly movesGroup!: string;

  @Setting(
    'As at the gateway: where the processes of each register are reached. Feedback goes to the one that serves the new authority; `publicUrl` is what it calls itself, `client` the client id as which it calls others.',
  )
  @ReadJson(readRegisterProcesses)
  readonly registers!: RegisterProcesses;
}
