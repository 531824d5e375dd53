import { Matches } from 'class-validator';
import { Setting } from '#libs/service-kit';

const key = /^[A-Za-z0-9_-]{43}$/;
const keyMessage = { message: 'must be 32 random bytes in base64url (43 characters)' };

/** The keys of the names under which subjects are known. */
export class SubjectsConfig {
  @Setting('Key of the pseudonyms of persons; shared with identity and the registers.', { secret: true })
  @Matches(key, keyMessage)
  readonly citizenPseudonymKey!: string;

  @Setting("Key of the pseudonyms of vehicles and companies; the gateway's own.", { secret: true })
  @Matches(key, keyMessage)
  readonly subjectPseudonymKey!: string;

  @Setting('EVENT_PSEUDONYM_KEY of the residents register: recognises whom there is a record about.', {
    secret: true,
  })
  @Matches(key, keyMessage)
  readonly residentsEventKey!: string;

  @Setting('EVENT_PSEUDONYM_KEY of the vehicles register.', { secret: true })
  @Matches(key, keyMessage)
  readonly vehiclesEventKey!: string;

  @Setting('EVENT_PSEUDONYM_KEY of the companies register.', { secret: true })
  @Matches(key, keyMessage)
  readonly businessEventKey!: string;
}
