import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#libs/client';
import { FORM, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { type Answer, fieldsOf, inBoth, SignedIn, signedIn, unsentTo } from '../web/index.ts';
import { askCompanyView, confirmedView, confirmingView } from './confirming.page.tsx';

/** The click of the second of two officers who represent a company together. */
@SignedIn('high')
@Controller()
export class ConfirmingController {
  constructor(private readonly exchange: Exchange) {}

  @Get(inBoth('permissions/:permission/confirm'))
  ask(@Req() request: FastifyRequest): Answer {
    const visit = signedIn(request);
    return askCompanyView(visit, unsentTo(visit)?.['euid'] ?? '');
  }

  /** First shown, then confirmed with the hash of what was shown. May be repeated, so a reload confirms nothing twice. */
  @Takes(FORM)
  @Post(inBoth('permissions/:permission/confirm'))
  async confirm(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const { permission: id } = request.params as { readonly permission: string };
    const { euid = '', noticeSha256 } = fieldsOf(request);
    if (euid.trim() === '') return askCompanyView(visit, euid, ['needEuid']);
    const by = await this.exchange.selfOf(visit.open);
    const actingFor = { as: 'OFFICER', by, company: { euid: euid.trim() } };
    const gateway = this.exchange.gateway(visit.open);
    try {
      const shown = await gateway.call('POST /v1/consents/{id}/confirmation/notice', {
        path: { id },
        body: { actingFor },
      });
      if (noticeSha256 !== shown.noticeSha256) return confirmingView(visit, shown, euid);
      const { authority, purpose, evidenceType, fields } = shown;
      const body = { actingFor, authority, purpose, evidenceType, fields, noticeSha256 };
      return confirmedView(
        visit,
        await gateway.call('POST /v1/consents/{id}/confirmation', { path: { id }, body }),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.is('confirmation-mismatch')) return askCompanyView(visit, euid, ['mismatch']);
      // One answer for what is not there, what is over, and who may not: it tells nobody which.
      const isRefused = error.is(
        'consent-unknown',
        'consent-closed',
        'representation-refused',
        'subject-foreign',
      );
      if (isRefused || error.status === 400) return askCompanyView(visit, euid, ['refused']);
      throw error;
    }
  }
}
