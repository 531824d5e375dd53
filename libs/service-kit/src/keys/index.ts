export {
  KeyMissing,
  KeysUnavailable,
  type PublicJwk,
  type SigningKey,
  type SigningKeys,
  type VerifyingKeys,
  type WrappingKeys,
} from './key-store.ts';
export { pseudonymVersions } from './pseudonym-versions.migration.ts';
export { Reread } from './reread.ts';
export { SettingSigningKeys } from './signing-keys.ts';
export { PublishedVerifyingKeys, SettingVerifyingKeys } from './verifying-keys.ts';
export {
  openInPlace,
  readVersionedKeys,
  sealInPlace,
  SettingWrappingKeys,
  type VersionedKeys,
} from './wrapping-keys.ts';
