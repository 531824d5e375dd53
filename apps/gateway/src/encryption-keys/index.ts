export { RecipientKeyMissing } from './encryption-key.errors.ts';
export { EncryptionKeys } from './encryption-keys.service.ts';
export { EncryptionKeysModule } from './encryption-keys.module.ts';
export { jweFor, jwesOf } from './sealed.rules.ts';
