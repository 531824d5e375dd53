import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AccessClaims,
  type PersonMarks,
  type RegisterName,
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
import { type Subject, SubjectForeign, SubjectPseudonyms } from '../subjects/index.ts';
import type { ActingForDto } from './acting-for.dto.ts';
import { RepresentationJoint, RepresentationRefused } from './representation.errors.ts';
import {
  type ActingFor,
  isJoint,
  questionFor,
  readActingFor,
  representedIn,
  subjectOf,
} from './representation.rules.ts';

const LEAST = 'high';
const KEY_BYTES = 32;

/** Somebody who acts for another one, with what is needed to judge it again. */
export interface Represented extends Acting {
  readonly actingFor?: ActingFor;
  /** Whether each representative may see what the others did. */
  readonly open?: boolean;
  /** Which entry of the company it is, by the register's name for it, of who represents with another officer only. */
  readonly entry?: string;
  /** That officer and the one whose entry was named represent the company together. */
  readonly isBeside?: boolean;
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
   * @throws AssuranceTooLow, RequestInvalid, QuotaExceeded, SubjectForeign, RepresentationRefused, RepresentationJoint, RegisterUnavailable
   */
  async of(citizen: AccessClaims, given: ActingForDto | undefined): Promise<Represented> {
    return given === undefined ? actingOf(citizen) : this.counted(citizen, this.read(citizen, given));
  }

  /**
   * As {@link of}, and who represents only with another officer: `actingFor` says so then.
   * @param beside entry of that other one
   */
  async together(
    citizen: AccessClaims,
    given: ActingForDto | undefined,
    beside?: string,
  ): Promise<Represented> {
    if (given === undefined) return actingOf(citizen);
    return this.counted(citizen, this.read(citizen, given), { beside });
  }

  /** As {@link of}, where it was judged before. */
  async again(citizen: AccessClaims, actingFor: ActingFor | undefined): Promise<Represented> {
    if (actingFor === undefined) return actingOf(citizen);
    return this.counted(citizen, actingFor, isJoint(actingFor) ? {} : undefined);
  }

  /** Whether it holds still. @throws RegisterUnavailable */
  async holds(actingFor: ActingFor): Promise<boolean> {
    const { answer } = await this.judge(actingFor);
    return answer === 'ALONE' || (answer === 'JOINTLY' && isJoint(actingFor));
  }

  private read(citizen: AccessClaims, given: ActingForDto): ActingFor {
    if (!reachesLevel(citizen.acr, LEAST)) throw new AssuranceTooLow(LEAST);
    return readActingFor(given);
  }

  private async counted(
    citizen: AccessClaims,
    actingFor: ActingFor,
    together?: { readonly beside?: string | undefined },
  ): Promise<Represented> {
    const quota = this.quotas.ofPerson(citizen.sub, 'idnr');
    quota.take(Date.now());
    const by = this.pseudonyms.of(subjectOf(actingFor.by));
    const represented = this.pseudonyms.of(representedIn(actingFor)[1]);
    if (by !== citizen.sub) throw new SubjectForeign();
    const { answer, open, entry, beside } = await this.judge(actingFor, together?.beside);
    if (answer === 'JOINTLY' && actingFor.as === 'OFFICER') {
      if (together === undefined) throw new RepresentationJoint();
      const joint = { entry: entry!, isBeside: beside === true };
      return { as: actingFor.as, by, for: represented, actingFor: { ...actingFor, jointly: true }, ...joint };
    }
    if (answer !== 'ALONE' || by === represented) {
      quota.guessed(Date.now());
      throw new RepresentationRefused();
    }
    return { as: actingFor.as, by, for: represented, actingFor, open };
  }

  /** Both registers are asked whatever the first one says: time tells nothing either. */
  private async judge(actingFor: ActingFor, beside?: string): Promise<RepresentationVerdict> {
    const key = randomBytes(KEY_BYTES).toString('base64url');
    const person = { id: newDecisionId(), key, ask: 'PERSON', ...actingFor.by } as const;
    const marks = (await this.ask('residents', subjectOf(actingFor.by), person)) as PersonMarks;
    const [register, subject] = representedIn(actingFor);
    const asked = questionFor(actingFor, { id: newDecisionId(), key }, marks, beside);
    return (await this.ask(register, subject, asked)) as RepresentationVerdict;
  }

  private async ask(register: RegisterName, subject: Subject, asked: RepresentationAsked) {
    const question = { subject, pseudonym: this.pseudonyms.of(subject), asked: asked.id };
    try {
      const towards = await this.routes.of(register, question);
      return await this.registers.represent(register, asked, towards);
    } catch (cause) {
      throw new RegisterUnavailable(asked.id, { cause });
    }
  }
}
