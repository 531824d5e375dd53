export { pseudonymKeyForm } from './digest-keys.ts';
export { demandFittingKeys, FittingKeysModule } from './fitting-keys.module.ts';
export {
  type Checked,
  KeyMissing,
  type KeyStore,
  KeysUnavailable,
  type PseudonymKey,
  type PublicJwk,
  type SigningKey,
  type SigningKeys,
  type VerifyingKeys,
  type VersionedKeys,
  type WrappingKeys,
} from './key-store.ts';
export { pseudonymKeys } from './pseudonym-keys.migration.ts';
export { pseudonymVersions } from './pseudonym-versions.migration.ts';
export { keyStore } from './setting-key-store.ts';
export { PublishedVerifyingKeys, SettingVerifyingKeys } from './verifying-keys.ts';
export { openInPlace, readVersionedKeys, sealInPlace } from './wrapping-keys.ts';
