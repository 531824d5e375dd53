import { variableOf } from '../config/index.ts';
import { settingPseudonymKey } from './digest-keys.ts';
import type {
  Checked,
  KeyStore,
  PseudonymKey,
  SigningKeys,
  VersionedKeys,
  WrappingKeys,
} from './key-store.ts';
import { SettingSigningKeys } from './signing-keys.ts';
import { SettingWrappingKeys } from './wrapping-keys.ts';

/** Keys from settings, and from the files that `<NAME>_FILE` names. */
class SettingKeyStore implements KeyStore {
  signing(block: object, property: string, text: string): Checked<SigningKeys> {
    return new SettingSigningKeys(block, property, variableOf(property), text);
  }

  wrapping(block: object, property: string, keys: VersionedKeys): Checked<WrappingKeys> {
    return new SettingWrappingKeys(block, property, keys);
  }

  pseudonyms(setting: string, text: string): PseudonymKey {
    return settingPseudonymKey(setting, text);
  }
}

/** Where the keys of this process are kept: whoever has a key store of hardware or of the network puts it here. */
export const keyStore: KeyStore = new SettingKeyStore();
