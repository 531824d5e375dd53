import { IsIn } from 'class-validator';
import { Setting } from './setting.ts';

export class LogConfig {
  @Setting('The least grave kind of log line that is written; security events always are.')
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
  readonly logLevel: string = 'info';
}
