import { IsString, MaxLength } from 'class-validator';

/** Form of the login page, `application/x-www-form-urlencoded`. */
export class LoginDto {
  @IsString() @MaxLength(32) readonly login!: string;
}
