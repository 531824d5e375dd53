import { IsIn } from 'class-validator';

export class LogConfig {
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) readonly logLevel: string = 'info';
}
