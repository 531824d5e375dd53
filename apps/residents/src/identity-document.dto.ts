import { Name, OneOf, RequiredDay } from '#libs/register-kit';
import type { IdentityDocument } from './resident-parts.ts';

const kinds = ['IDENTITY_CARD', 'PASSPORT', 'EID_CARD'] as const;

/** Identity card, passport or eID card (DSMeld 1700–1717). */
export class IdentityDocumentDto implements IdentityDocument {
  @OneOf(kinds, 'Kind of document.') readonly kind!: IdentityDocument['kind'];
  @Name('Issuing authority.', 200) readonly issuer!: string;
  @RequiredDay('Day of issue.') readonly issuedOn!: string;
  @RequiredDay('Last day of validity.') readonly validUntil!: string;
  @Name('Serial number.', 30) readonly serialNumber!: string;
}
