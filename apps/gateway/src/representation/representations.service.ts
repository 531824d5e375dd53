import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AccessClaims,
  type PersonMarks,
  reachesLevel,
  type RepresentationAsked,
  type RepresentationVerdict,
} from '#libs/contracts';
import { AssuranceTooLow } from '#libs/service-kit';
import { type Acting, actingOf } from '../acting.rules.ts';
import { Quotas } from '../limits/index.ts';
import { newDecisionId, RegisterUnavailable } from '../lookups/index.ts';
import { RegisterDirectory } from '../registers/index.ts';
import { Routes } from '../routing/index.ts';
import { SubjectForeign, SubjectPseudonyms } from '../subjects/index.ts';
import type { ActingForDto } from './acting-for.dto.ts';
import { RepresentationRefused } from './representation.errors.ts';
import { type ActingFor, type NamedPerson, readActingFor, subjectOf } from './representation.rules.ts';

const LEAST = 'high';
const KEY_BYTES = 32;

/** Somebody who acts for another one, with what is needed to judge it again. */
export interface Represented extends Acting {
  readonly actingFor?: ActingFor;
  /** Whether each representative may see what the others did. */
  readonly open?: boolean;
}

/** Who may act for whom. The register says it, anew each time, and nothing of it is kept. */
@Injectable()
export class Representations {
  constructor(
    private readonly registers: RegisterDirectory,
    private readonly routes: Routes,
    private readonly pseudonyms: SubjectPseudonyms,
    private readonly quotas: Quotas,
  ) {}

  /**
   * Counts for the person who acts, and as a guess where the register does not say so.
   * @throws AssuranceTooLow, RequestInvalid, QuotaExceeded, SubjectForeign, RepresentationRefused, RegisterUnavailable
   */
  async of(citizen: AccessClaims, given: ActingForDto | undefined): Promise<Represented> {
    if (given === undefined) return actingOf(citizen);
    if (!reachesLevel(citizen.acr, LEAST)) throw new AssuranceTooLow(LEAST);
    return this.counted(citizen, readActingFor(given));
  }

  /** As {@link of}, where it was judged before. */
  async again(citizen: AccessClaims, actingFor: ActingFor | undefined): Promise<Represented> {
    return actingFor === undefined ? actingOf(citizen) : this.counted(citizen, actingFor);
  }

  /** Whether it holds still. @throws RegisterUnavailable */
  async holds(actingFor: ActingFor): Promise<boolean> {
    return (await this.judge(actingFor)).answer === 'ALONE';
  }

  private async counted(citizen: AccessClaims, actingFor: ActingFor): Promise<Represented> {
    const quota = this.quotas.ofPerson(citizen.sub, 'idnr');
    quota.take(Date.now());
    const [by, represented] = [this.nameOf(actingFor.by), this.nameOf(actingFor.for)];
    if (by !== citizen.sub) throw new SubjectForeign();
    const { answer, open } = await this.judge(actingFor);
    if (answer !== 'ALONE' || by === represented) {
      quota.guessed(Date.now());
      throw new RepresentationRefused();
    }
    return { as: actingFor.as, by, for: represented, actingFor, open };
  }

  /** Both registers are asked whatever the first one says: time tells nothing either. */
  private async judge(actingFor: ActingFor): Promise<RepresentationVerdict> {
    const key = randomBytes(KEY_BYTES).toString('base64url');
    const [parent, child] = [actingFor.by, actingFor.for];
    const by = (await this.ask(parent, {
      id: newDecisionId(),
      key,
      ask: 'PERSON',
      ...parent,
    })) as PersonMarks;
    const asked = { id: newDecisionId(), key, ask: 'CHILD', ...child, by } as const;
    return (await this.ask(child, asked)) as RepresentationVerdict;
  }

  private async ask(person: NamedPerson, asked: RepresentationAsked) {
    const subject = subjectOf(person);
    const question = { subject, pseudonym: this.pseudonyms.of(subject), asked: asked.id };
    try {
      const towards = await this.routes.of('residents', question);
      return await this.registers.represent('residents', asked, towards);
    } catch (cause) {
      throw new RegisterUnavailable(asked.id, { cause });
    }
  }

  private nameOf(person: NamedPerson): string {
    return this.pseudonyms.of(subjectOf(person));
  }
}
