import { Injectable, Logger } from '@nestjs/common';
import { Background } from '#libs/service-kit';
import { AuthorityClientsConfig } from './authority-clients.config.ts';
import { keeperOf } from './keepers.ts';

const EVERY_MS = 60_000;

/** Says once in the log that an authority's cases have passed to another one, or to nobody. */
@Injectable()
export class Succession {
  private readonly log = new Logger('Authorities');
  private readonly told = new Map<string, string | undefined>();

  constructor(
    background: Background,
    private readonly config: AuthorityClientsConfig,
  ) {
    background.loop({ name: 'succession', everyMs: EVERY_MS, work: () => Promise.resolve(this.tell()) });
  }

  tell(): void {
    for (const authority of this.config.authorityClients.keys()) {
      const keeper = keeperOf(authority);
      if (keeper === authority || (this.told.has(authority) && this.told.get(authority) === keeper)) continue;
      this.told.set(authority, keeper);
      if (keeper === undefined)
        this.log.warn({ msg: 'nobody keeps the cases of an authority: it takes no applications', authority });
      else this.log.log({ msg: 'the cases of an authority have passed to its successor', authority, keeper });
    }
  }
}
