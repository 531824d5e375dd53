import { ContentUnusable, ReadText, Setting } from '#libs/service-kit';

/** Keys that wrap the keys of contents, by version; the first one wraps what is new. */
export type ContentKeys = ReadonlyMap<number, Buffer>;

const FORM = /^([1-9]\d{0,3}):([A-Za-z0-9_-]{43})$/;

/** CONTENT_KEYS */
export class SealingConfig {
  @Setting(
    'Keys that wrap the keys of drafts and submissions, `<version>:<32 random bytes in base64url>` separated by commas; the first wraps what is new, all open. The database never sees one.',
    { secret: true },
  )
  @ReadText(readKeys)
  readonly contentKeys!: ContentKeys;
}

function readKeys(text: string): ContentKeys {
  const keys = text.split(',').map((entry) => {
    const [, version, key] = FORM.exec(entry.trim()) ?? [];
    if (version === undefined || key === undefined)
      throw new ContentUnusable('has an entry that is not <version>:<43 characters of base64url>');
    return [Number(version), Buffer.from(key, 'base64url')] as const;
  });
  if (new Set(keys.map(([version]) => version)).size < keys.length)
    throw new ContentUnusable('names a version twice; give each key a version of its own');
  return new Map(keys);
}
