import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Exchange } from '../exchange/index.ts';
import { type Answer, inBoth, SignedIn, signedIn } from '../web/index.ts';
import { verificationView } from './audit-verification.page.tsx';
import { auditView } from './audit.page.tsx';

const PAGE = 50;

/** What the address asks for; whatever it may not ask for is left out. */
function filterOf({ url }: FastifyRequest) {
  const asked = new URL(url, 'http://portal.invalid').searchParams;
  const text = (name: string): string => (asked.get(name) ?? '').trim().slice(0, 200);
  const [object, actor] = [text('object'), text('actor')];
  const after = /^\d{1,15}$/.exec(asked.get('after') ?? '')?.[0];
  return { ...(object && { object }), ...(actor && { actor }), ...(after && { after }) };
}

/** Who did what, at the console and at the command line. */
@SignedIn()
@Controller()
export class AuditController {
  constructor(private readonly exchange: Exchange) {}

  @Get(inBoth('ops/audit'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const filter = filterOf(request);
    const operator = this.exchange.operator(visit.open);
    return auditView(
      visit,
      await operator.call('GET /v1/audit', { query: { limit: PAGE, ...filter } }),
      filter,
    );
  }

  @Get(inBoth('ops/audit/verification'))
  async verify(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const operator = this.exchange.operator(visit.open);
    return verificationView(visit, await operator.call('GET /v1/audit/verification'));
  }
}
