import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Exchange } from '../exchange/index.ts';
import { type Answer, inBoth, SignedIn, signedIn } from '../web/index.ts';
import { type InboxFilter, inboxView, states } from './inbox.page.tsx';
import { Titles } from './titles.service.ts';

const PAGE = 20;

/** What the address asks for; whatever it may not ask for is left out. */
function filterOf({ url }: FastifyRequest): InboxFilter {
  const asked = new URL(url, 'http://portal.invalid').searchParams;
  const state = states.find((each) => each === asked.get('state'));
  const [form, after] = ['form', 'after'].map((name) => /^[\w-]{1,64}$/.exec(asked.get(name) ?? '')?.[0]);
  return { ...(state && { state }), ...(form && { form }), ...(after && { after }) };
}

/** What was handed in to the authority of whoever signed in. */
@SignedIn()
@Controller()
export class InboxController {
  constructor(
    private readonly exchange: Exchange,
    private readonly titles: Titles,
  ) {}

  @Get(inBoth('clerk'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const filter = filterOf(request);
    const [inbox, forms] = await Promise.all([
      this.exchange.procedures(visit.open).call('GET /v1/submissions', { query: { limit: PAGE, ...filter } }),
      this.titles.forms(),
    ]);
    return inboxView(visit, inbox, { filter, forms });
  }
}
