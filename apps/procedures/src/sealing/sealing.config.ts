import {
  type Checked,
  keyStore,
  ReadText,
  readVersionedKeys,
  Setting,
  type VersionedKeys,
  type WrappingKeys,
} from '#libs/service-kit';

/** CONTENT_KEYS */
export class SealingConfig {
  @Setting(
    'Keys that wrap the keys of drafts and submissions, `<version>:<32 random bytes in base64url>` separated by commas; the first wraps what is new, all open; one without a version is of version 1. The database never sees one. Its file is read again when it changes.',
    { secret: true },
  )
  @ReadText(readVersionedKeys, '<version>:<key>, several with commas between')
  readonly contentKeys!: VersionedKeys;
}

/** Wraps with the keys of the setting. */
export const contentKeys = (config: SealingConfig): Checked<WrappingKeys> =>
  keyStore.wrapping(config, 'contentKeys', config.contentKeys);
