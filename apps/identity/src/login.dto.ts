import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

/** Form of the login page, `application/x-www-form-urlencoded`. */
export class LoginDto {
  @ApiProperty({ maxLength: 32, example: 'anna' }) @IsString() @MaxLength(32) readonly login!: string;
}
