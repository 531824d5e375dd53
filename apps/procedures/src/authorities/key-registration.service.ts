import { Injectable } from '@nestjs/common';
import { Background } from '#libs/service-kit';
import { AuthorityClientsConfig } from './authority-clients.config.ts';
import { ReleaseClient } from './release.client.ts';

/** A key that somebody else registered for one of our clients meanwhile is replaced at the next look. */
const EVERY_MS = 3_600_000;

/** Tells the gateway the keys of the authorities, at the start and now and then; releases are sealed to them. */
@Injectable()
export class KeyRegistration {
  constructor(background: Background, { authorityClients }: AuthorityClientsConfig, gateway: ReleaseClient) {
    background.loop({
      name: 'encryption-keys',
      everyMs: EVERY_MS,
      work: async () => {
        const all = [...authorityClients.keys()].map((authority) => gateway.registerKey(authority));
        const failed = (await Promise.allSettled(all)).find((each) => each.status === 'rejected');
        if (failed) throw failed.reason;
      },
    });
  }
}
