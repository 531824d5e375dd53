import { migrationOf } from '#libs/service-kit';

/** The key of each system of an authority that it registered last. */
export const encryptionKeyClientsMigration = migrationOf('EncryptionKeyClients1797141000000', [
  'create index encryption_key_of_client on encryption_key (authority, client_id, registered_at)',
]);
