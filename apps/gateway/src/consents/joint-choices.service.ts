import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import { DataSource } from 'typeorm';
import {
  type ActingForDto,
  type Represented,
  RepresentationApart,
  RepresentationJoint,
  Representations,
} from '../representation/index.ts';
import type { ConsentWithReceiptDto } from './consent-answer.dto.ts';
import { log } from './consent-changes.ts';
import { Consent } from './consent.entity.ts';
import { ConfirmationMismatch, ConsentClosed, ConsentUnknown } from './consent.errors.ts';
import { stateAt } from './consent.rules.ts';
import { ConsentService } from './consent.service.ts';
import type { ConfirmationDto } from './confirmation.dto.ts';

/** What was let rest meanwhile goes on resting. */
const confirmSql = `
update consent set acted_with = $2, acted_entry = null, paused_at = case when paused_while_awaiting then paused_at end
where id = $1 and jointly and acted_with is null and acted_by <> $2 and state = 'ACTIVE' and valid_until > clock_timestamp()
returning paused_at is null as "isAwake"`;

const named = ['authority', 'purpose', 'evidenceType', 'noticeSha256'] as const;

/** Choices of two officers who represent a company together: one gives it, nothing is read before the other has confirmed it. */
@Injectable()
export class JointChoices {
  constructor(
    private readonly source: DataSource,
    private readonly representations: Representations,
    private readonly answers: ConsentService,
  ) {}

  /**
   * What the second officer is to confirm, with the text that was shown to the first one. No record of the look, no answer.
   * @throws as {@link confirm}
   */
  async show(id: string, actingFor: ActingForDto, citizen: AccessClaims): Promise<ConsentWithReceiptDto> {
    const { found, by } = await this.judged(id, actingFor, citizen);
    const state = stateAt(found, new Date());
    const isTheirs = found.actedWith === null || found.actedWith === by;
    if (!isTheirs || (state !== 'ACTIVE' && state !== 'PAUSED')) throw new ConsentClosed();
    await log(this.source.manager, [id], { type: 'SEEN', fromState: state, toState: state, actedBy: by });
    return this.answers.withReceipt(found);
  }

  /**
   * The same again is answered alike.
   * @throws ConsentUnknown, also to who gave it; ConfirmationMismatch, ConsentClosed, RepresentationApart, and as {@link Representations.together}
   */
  async confirm(
    id: string,
    confirmation: ConfirmationDto,
    citizen: AccessClaims,
  ): Promise<ConsentWithReceiptDto> {
    const { found, by } = await this.judged(id, confirmation.actingFor, citizen);
    for (const member of named)
      if (found[member] !== confirmation[member]) throw new ConfirmationMismatch(member);
    if (!isSame(found.fields, confirmation.fields)) throw new ConfirmationMismatch('fields');
    if (found.actedWith === null) await this.wake(id, by);
    const confirmed = await this.source.manager.findOneByOrFail(Consent, { id });
    if (confirmed.actedWith !== by) throw new ConsentClosed();
    return this.answers.withReceipt(confirmed);
  }

  /** Who represents only with another officer acts on a choice of both. @throws RepresentationJoint */
  async demand(id: string, { by, for: company }: Represented): Promise<void> {
    const found = await this.find(id);
    const both = [found?.actedBy, found?.actedWith];
    if (found?.citizen !== company || found.actedWith === null || !both.includes(by))
      throw new RepresentationJoint();
  }

  /** The register is asked before anything is said of the choice, so a stranger is told the same whether there is one. */
  private async judged(id: string, actingFor: ActingForDto, citizen: AccessClaims) {
    const found = await this.find(id);
    const beside = found?.actedBy === citizen.sub ? undefined : found?.actedEntry;
    const represented = await this.representations.together(citizen, actingFor, beside ?? undefined);
    const { by, for: company, isBeside } = represented;
    if (found?.citizen !== company || found.actedBy === by) throw new ConsentUnknown();
    if (found.actedWith === null && isBeside !== true) throw new RepresentationApart();
    return { found, by };
  }

  private find(id: string): Promise<Consent | null> {
    return this.source.manager.findOneBy(Consent, { id, jointly: true });
  }

  private wake(id: string, second: string): Promise<void> {
    return this.source.transaction(async (manager) => {
      const [rows]: [{ isAwake: boolean }[], number] = await manager.query(confirmSql, [id, second]);
      for (const { isAwake } of rows) {
        const toState = isAwake ? 'ACTIVE' : 'PAUSED';
        await log(manager, [id], { type: 'CONFIRMED', fromState: 'PAUSED', toState, actedBy: second });
      }
    });
  }
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  JSON.stringify([...some].sort()) === JSON.stringify([...others].sort());
