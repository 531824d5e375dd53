export { EncryptionKeys } from './encryption-keys.service.ts';
export { EncryptionKeysModule } from './encryption-keys.module.ts';
