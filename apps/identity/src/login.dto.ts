import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

/** Form of the login page, `application/x-www-form-urlencoded`. */
export class LoginDto {
  @ApiProperty({ maxLength: 32, example: 'anna' })
  @Matches(/^[^\p{Cc}\p{Cs}]{0,32}$/u)
  readonly login!: string;
}
