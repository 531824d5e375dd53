import type { INestApplicationContext } from '@nestjs/common';
import {
  serviceFetch,
  PublishedVerifyingKeys,
  type ReadinessCheck,
  SettingVerifyingKeys,
} from '#libs/service-kit';
import type { RegisterConfig } from '../register.config.ts';

const MAX_AGE_S = 60;

/** Injection token of the keys that permits are checked with. */
export const PERMIT_KEYS = Symbol('PERMIT_KEYS');

/** From the gateway's internal door, or from a setting. @throws Error that names PERMIT_JWKS where it holds anything but public Ed25519 keys */
export function permitKeys(config: RegisterConfig): PublishedVerifyingKeys | SettingVerifyingKeys {
  const { permitJwksUrl: url, permitJwks = '', permitKeysMaxAgeS = MAX_AGE_S } = config;
  if (url === undefined) return new SettingVerifyingKeys(config, 'permitJwks', 'PERMIT_JWKS', permitJwks);
  const keys = new PublishedVerifyingKeys({
    variable: 'PERMIT_JWKS_URL',
    server: 'the gateway',
    url,
    maxAgeMs: permitKeysMaxAgeS * 1_000,
    fetch: serviceFetch,
  });
  void keys.look();
  return keys;
}

/** Red while the keys that are needed cannot be had. */
export const permitKeysCheck = (app: INestApplicationContext): ReadinessCheck => ({
  name: 'permit-keys',
  check: app.get<ReturnType<typeof permitKeys>>(PERMIT_KEYS).check,
});
