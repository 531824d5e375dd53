import { Matches } from 'class-validator';
import { type RegisterName, registerNames } from '#libs/contracts';
import { ContentUnusable, membersOf, pseudonymKeyForm, ReadJson, Setting } from '#libs/service-kit';

const { pattern: key, message } = pseudonymKeyForm;

/** The keys of the names under which subjects are known. */
export class SubjectsConfig {
  @Setting(
    'Key of the pseudonyms of persons, `<version>:<32 random bytes in base64url>`, without a version of version 1; shared with identity and the registers.',
    { secret: true },
  )
  @Matches(key, { message })
  readonly citizenPseudonymKey!: string;

  @Setting(
    "Key of the pseudonyms of vehicles and companies, with a version as the one of persons; the gateway's own.",
    { secret: true },
  )
  @Matches(key, { message })
  readonly subjectPseudonymKey!: string;

  @Setting(
    'EVENT_PSEUDONYM_KEY of each register, as JSON by its name: recognises whom there is a record about.',
    { secret: true },
  )
  @ReadJson(readEventKeys)
  readonly eventPseudonymKeys!: EventKeys;
}

type EventKeys = Readonly<Record<RegisterName, string>>;

function readEventKeys(content: unknown): EventKeys {
  const keys = membersOf('the whole', content, registerNames);
  for (const name of registerNames)
    if (typeof keys[name] !== 'string' || !key.test(keys[name]))
      throw new ContentUnusable(`${name} has no key; it ${message}`);
  return keys as EventKeys;
}
