import { Injectable, Logger } from '@nestjs/common';
import { authorityTable, today } from '#libs/authorities';
import { declarationOf, type RegisterName } from '#libs/contracts';
import { RegisterDirectory, type Towards } from '../registers/index.ts';
import { type Subject, SubjectPseudonyms } from '../subjects/index.ts';
import { placeNamedBy } from './place.rules.ts';
import { ResidenceStore } from './residence.store.ts';
import { countClaimedTwice } from './routing.metrics.ts';

interface Routed {
  readonly subject: Subject;
  /** Under which this database knows the subject. */
  readonly pseudonym: string;
  /** Id of the lookup, for the log. */
  readonly asked: string;
}

/** Which process of a register a permit goes to. What is known of a subject changes neither the work nor the answer. */
@Injectable()
export class Routes {
  private readonly logger = new Logger('Routing');

  constructor(
    private readonly registers: RegisterDirectory,
    private readonly residence: ResidenceStore,
    private readonly pseudonyms: SubjectPseudonyms,
  ) {}

  async of(register: RegisterName, question: Routed): Promise<Towards> {
    const { subject, pseudonym: name } = question;
    if (!this.registers.isShared(register)) return { name };
    const place = placeNamedBy(subject);
    const authority =
      place === undefined
        ? await this.keeperOf(register, question)
        : authorityTable.competentFor(register, place, today())?.id;
    return authority === undefined ? { name } : { name, authority };
  }

  /**
   * Where the record of a person is kept now, of a register whose records are closed and kept elsewhere.
   * @param asked id of the lookup, for the log
   */
  async ofPerson(register: RegisterName, citizen: string, asked: string): Promise<Towards | undefined> {
    const { closing, followedBy } = declarationOf(register).events;
    if (closing === undefined || followedBy.idnr !== 'citizen') return undefined;
    if (!this.registers.isShared(register)) return { name: citizen };
    const authority = await this.keeping(register, this.pseudonyms.inEvents(register, citizen), asked);
    return { name: citizen, ...(authority !== undefined && { authority }) };
  }

  /** The authority that keeps the subject's record as far as is known, also of a register of one process. */
  keeperOf(register: RegisterName, { subject, pseudonym, asked }: Routed): Promise<string | undefined> {
    return this.keeping(register, this.nameOf(register, subject, pseudonym), asked);
  }

  private async keeping(register: RegisterName, name: string, asked: string): Promise<string | undefined> {
    const { authority, authorities } = await this.residence.keeperOf({ register, name });
    if (authorities > 1) {
      countClaimedTwice(register);
      this.logger.warn({ msg: 'a subject is claimed by several authorities', register, asked });
    }
    return authority ?? undefined;
  }

  private nameOf(register: RegisterName, subject: Subject, pseudonym: string): string {
    const named = declarationOf(register).events.followedBy[subject.kind];
    if (named === 'citizen') return this.pseudonyms.inEvents(register, pseudonym);
    if (named === 'identifier') return this.pseudonyms.inEvents(register, subject.value);
    return pseudonym;
  }
}
