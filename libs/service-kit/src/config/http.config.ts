import { IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { ReadDigits } from '../parameters/whole-number.decorator.ts';

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

export class HttpConfig {
  /** Address to listen on; loopback unless told otherwise. */
  @IsString() readonly host: string = '127.0.0.1';
  @ReadDigits() @IsInt() @Min(0) @Max(65_535) readonly port!: number;
  /** Address and port of the system door, which answers `/metrics`: loopback, and PORT + 1000. */
  @IsOptional() @IsString() readonly systemHost?: string;
  @IsOptional() @ReadDigits() @IsInt() @Min(0) @Max(65_535) readonly systemPort?: number;
  /** Base URL under which callers reach this service; also the audience of its tokens. No trailing slash. */
  @IsUrl(plainUrl) readonly publicUrl!: string;
  /** Base of every problem `type`; default: this service's own /problems/ pages. */
  @IsOptional() @IsUrl(plainUrl) readonly problemBaseUrl?: string;
  /** PEM files; with all three the service speaks TLS 1.2+ and asks callers for a certificate of that CA. */
  @IsOptional() @IsString() readonly tlsCertFile?: string;
  @IsOptional() @IsString() readonly tlsKeyFile?: string;
  @IsOptional() @IsString() readonly tlsCaFile?: string;
}
