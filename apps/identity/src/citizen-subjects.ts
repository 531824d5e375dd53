import { today } from '#libs/authorities';
import { type DigestKey, pseudonym } from '#libs/contracts';
import { type CitizenEntry, levelOf } from './citizens-file.ts';
import type { IdentityRetrieval } from './identity-retrieval.ts';
import type { KeptPseudonyms } from './kept-pseudonyms.store.ts';

export interface CitizenSubject {
  /** The person's pseudonym, or the name of the account where no number was ever told for it. */
  readonly sub: string;
  readonly withoutIdnr?: true;
}

/** Who a citizen is that logs in. The number is used or told at once and kept nowhere. */
export class CitizenSubjects {
  /** @param key the `citizen` pseudonym key */
  constructor(
    private readonly retrieval: IdentityRetrieval,
    private readonly kept: KeptPseudonyms,
    private readonly key: DigestKey,
  ) {}

  /** A number that is not told leaves the pseudonym of the account's earlier login: whoever is locked keeps trail and withdrawal. */
  async of(citizen: CitizenEntry): Promise<CitizenSubject> {
    const { account, person, on = today() } = citizen;
    const name = pseudonym(this.key, 'account', account.iss, account.sub);
    const acr = levelOf(citizen);
    const idnr = await this.retrieval.idnrOf(person, on);
    if (idnr === undefined) {
      const earlier = await this.kept.of(name, acr);
      return earlier === undefined ? { sub: name, withoutIdnr: true } : { sub: earlier };
    }
    const sub = pseudonym(this.key, 'citizen', idnr);
    await this.kept.keep(name, { acr, pseudonym: sub });
    return { sub };
  }

  /** The number of whom a login names: nothing where none is told now, or one that is not the subject's. */
  async numberOf({ person, on = today() }: CitizenEntry, sub: string): Promise<string | undefined> {
    const idnr = await this.retrieval.idnrOf(person, on);
    return idnr !== undefined && pseudonym(this.key, 'citizen', idnr) === sub ? idnr : undefined;
  }
}
