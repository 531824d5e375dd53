import { Matches } from 'class-validator';

const key = /^[A-Za-z0-9_-]{43}$/;
const keyMessage = { message: 'must be 32 random bytes in base64url (43 characters)' };

/** The keys of the names under which subjects are known. */
export class SubjectsConfig {
  /** Key of the pseudonyms of persons; shared with identity and the registers. */
  @Matches(key, keyMessage) readonly citizenPseudonymKey!: string;
  /** Key of the pseudonyms of vehicles and companies; the gateway's own. */
  @Matches(key, keyMessage) readonly subjectPseudonymKey!: string;
  /** Each register's key of event subjects, so that the gateway recognises whom it has a record about. */
  @Matches(key, keyMessage) readonly residentsEventKey!: string;
  @Matches(key, keyMessage) readonly vehiclesEventKey!: string;
  @Matches(key, keyMessage) readonly businessEventKey!: string;
}
