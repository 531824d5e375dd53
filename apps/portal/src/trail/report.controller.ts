import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#libs/client';
import { FORM, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { type Answer, fieldsOf, inBoth, SeeOther, SignedIn, signedIn, unsentTo } from '../web/index.ts';
import { type ReportFault, reportView, type Typed } from './report.page.tsx';
import type { About } from './report.rules.ts';
import type { Entry } from './trail.rules.ts';

const MOST = 2000;

/** That an entry of the trail was not right: told to whoever can look into it. */
@SignedIn('high')
@Controller()
export class ReportController {
  constructor(private readonly exchange: Exchange) {}

  @Get(inBoth('trail/:entry/report'))
  async ask(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return reportView(visit, await this.find(request), typedOf(unsentTo(visit) ?? {}));
  }

  /** The same words again are no second report, so that a form that is sent twice ends at the same page. */
  @Takes(FORM)
  @Post(inBoth('trail/:entry/report'))
  async send(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const typed = typedOf(fieldsOf(request));
    const entry = await this.find(request);
    if (entry.report) return new SeeOther(visit.path);
    const faults = faultsOf(typed);
    if (faults.length > 0) return reportView(visit, entry, typed, faults);
    try {
      await this.exchange.gateway(visit.open).call('POST /v1/me/disclosures/{id}/report', {
        path: { id: entry.lookupId },
        body: { about: typed.about as About, text: typed.text },
        idempotencyKey: entry.lookupId,
      });
    } catch (error) {
      if (error instanceof Problem && error.is('report-made')) return new SeeOther(visit.path);
      if (!(error instanceof Problem) || error.status !== 400) throw error;
      const isAbout = error.errors.some(({ pointer }) => pointer === '/about');
      return reportView(visit, entry, typed, [isAbout ? 'choose' : 'unsuitable']);
    }
    return new SeeOther(visit.path);
  }

  private find(request: FastifyRequest): Promise<Entry> {
    const { entry: id } = request.params as { readonly entry: string };
    return this.exchange
      .gateway(signedIn(request).open)
      .call('GET /v1/me/disclosures/{id}', { path: { id } });
  }
}

const typedOf = ({ about = '', text = '' }: Readonly<Record<string, string>>): Typed => ({
  about,
  text: text.replaceAll('\r\n', '\n'),
});

function faultsOf({ about, text }: Typed): readonly ReportFault[] {
  return [
    ...(about === 'VALUE' || about === 'RETRIEVAL' ? [] : (['choose'] as const)),
    ...(text.trim() === '' ? (['write'] as const) : []),
    ...(text.length > MOST ? (['tooLong'] as const) : []),
  ];
}
