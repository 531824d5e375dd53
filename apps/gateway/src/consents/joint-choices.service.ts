import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import { DataSource } from 'typeorm';
import { type Represented, RepresentationJoint, Representations } from '../representation/index.ts';
import type { ConsentWithReceiptDto } from './consent-answer.dto.ts';
import { log } from './consent-changes.ts';
import { Consent } from './consent.entity.ts';
import { ConsentClosed, ConsentUnknown, NoticeMismatch } from './consent.errors.ts';
import { ConsentService } from './consent.service.ts';
import type { ConfirmationDto } from './confirmation.dto.ts';

const wakeSql = `
update consent set acted_with = $2, paused_at = null
where id = $1 and jointly and acted_with is null and acted_by <> $2 and state = 'ACTIVE' and valid_until > clock_timestamp()
returning id`;

/** Choices of two officers who represent a company together: one gives it, nothing is read before the other has confirmed it. */
@Injectable()
export class JointChoices {
  constructor(
    private readonly source: DataSource,
    private readonly representations: Representations,
    private readonly answers: ConsentService,
  ) {}

  /**
   * The same again is answered alike.
   * @throws ConsentUnknown, also to who gave it; NoticeMismatch, ConsentClosed, and as {@link Representations.together}
   */
  async confirm(
    id: string,
    { actingFor, noticeSha256 }: ConfirmationDto,
    citizen: AccessClaims,
  ): Promise<ConsentWithReceiptDto> {
    const { by, for: citizenFor } = await this.representations.together(citizen, actingFor);
    const found = await this.find(id, citizenFor);
    if (found === null || found.actedBy === by) throw new ConsentUnknown();
    if (found.noticeSha256 !== noticeSha256) throw new NoticeMismatch();
    if (found.actedWith === null) await this.wake(id, by);
    const confirmed = await this.find(id, citizenFor);
    if (confirmed?.actedWith !== by) throw new ConsentClosed();
    return this.answers.withReceipt(confirmed);
  }

  /** Who represents only with another officer acts on a choice of both. @throws RepresentationJoint */
  async demand(id: string, { by, for: company }: Represented): Promise<void> {
    const found = await this.find(id, company);
    const both = [found?.actedBy, found?.actedWith];
    if (found === null || found.actedWith === null || !both.includes(by)) throw new RepresentationJoint();
  }

  private find(id: string, company: string): Promise<Consent | null> {
    return this.source.manager.findOneBy(Consent, { id, citizen: company, jointly: true });
  }

  private wake(id: string, second: string): Promise<void> {
    return this.source.transaction(async (manager) => {
      const [rows]: [unknown[], number] = await manager.query(wakeSql, [id, second]);
      if (rows.length === 0) return;
      await log(manager, [id], { type: 'RESUMED', fromState: 'PAUSED', toState: 'ACTIVE', actedBy: second });
    });
  }
}
