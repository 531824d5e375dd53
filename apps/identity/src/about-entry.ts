import { Length } from 'class-validator';

/** Who somebody of the demonstration is and what can be tried with the account, for the login page. */
export class AboutEntry {
  @Length(1, 300) readonly de!: string;
  @Length(1, 300) readonly en!: string;
}
