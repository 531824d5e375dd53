import { keyStore, type PseudonymKey } from '#libs/service-kit';
import type { RegisterConfig } from '../register.config.ts';

export type PseudonymKeys = Pick<RegisterConfig, 'eventPseudonymKey' | 'citizenPseudonymKey'>;

/** Those of a register. */
export const pseudonymKeysOf = ({
  eventPseudonymKey,
  citizenPseudonymKey,
}: PseudonymKeys): Readonly<Record<'event' | 'citizen', PseudonymKey>> => ({
  event: keyStore.pseudonyms('EVENT_PSEUDONYM_KEY', eventPseudonymKey),
  citizen: keyStore.pseudonyms('CITIZEN_PSEUDONYM_KEY', citizenPseudonymKey),
});
