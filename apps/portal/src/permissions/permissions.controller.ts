import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Gateway, NoAnswer, Problem } from '#libs/client';
import { FORM, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { type Answer, fieldsOf, inBoth, SeeOther, SignedIn, signedIn, UUID } from '../web/index.ts';
import { anewView } from './anew.page.tsx';
import { endingView, stillHoldsView } from './ending.page.tsx';
import type { WholePermission } from './permission-words.ts';
import { permissionsView } from './permissions.page.tsx';
import { receiptView } from './receipt.page.tsx';

const PAGE = 20;
const CONSENT_ID = /^[\w-]{32}$/;
const idOf = ({ params }: FastifyRequest): string => (params as { readonly permission: string }).permission;

/** What the person lets authorities retrieve: seen, paused and ended at any level of their login. */
@SignedIn()
@Controller()
export class PermissionsController {
  constructor(private readonly exchange: Exchange) {}

  @Get(inBoth('permissions'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const gateway = this.exchange.gateway(visit.open);
    const after = new URL(request.url, 'http://portal.invalid').searchParams.get('after') ?? '';
    const isLater = CONSENT_ID.test(after);
    const query = { limit: PAGE, ...(isLater && { after }) };
    const [list, asked] = await Promise.all([
      gateway.call('GET /v1/consents', { query }),
      this.askedOf(visit.person.level, gateway),
    ]);
    return permissionsView(visit, list, { asked, isLater });
  }

  @Get(inBoth('receipts/:permission'))
  async receipt(@Req() request: FastifyRequest): Promise<Answer> {
    return receiptView(signedIn(request), await this.find(request));
  }

  @Get(inBoth('permissions/:permission/end'))
  async askToEnd(@Req() request: FastifyRequest): Promise<Answer> {
    return endingView(signedIn(request), await this.find(request));
  }

  /** Sent once or twice, it ends at the same page. Without the gateway's word for it, nothing is said to have ended. */
  @Takes(FORM)
  @Post(inBoth('permissions/:permission/end'))
  async end(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    try {
      const path = { id: idOf(request) };
      await this.exchange.gateway(visit.open).call('POST /v1/consents/{id}/withdrawal', { path });
    } catch (error) {
      const isUnconfirmed = error instanceof NoAnswer || (error instanceof Problem && error.status >= 500);
      if (!isUnconfirmed) throw error;
      return stillHoldsView(visit);
    }
    return new SeeOther(visit.path);
  }

  /** Where a login leads back that ended before the button was pressed. */
  @Get([...inBoth('permissions/:permission/pause'), ...inBoth('permissions/:permission/resume')])
  back(@Req() request: FastifyRequest): Answer {
    return new SeeOther(`/${signedIn(request).language}/permissions`);
  }

  @Takes(FORM)
  @Post(inBoth('permissions/:permission/pause'))
  async pause(@Req() request: FastifyRequest): Promise<Answer> {
    return this.changed(request, 'POST /v1/consents/{id}/pause');
  }

  @Takes(FORM)
  @Post(inBoth('permissions/:permission/resume'))
  async resume(@Req() request: FastifyRequest): Promise<Answer> {
    return this.changed(request, 'POST /v1/consents/{id}/resumption');
  }

  @Get(inBoth('permissions/:permission/anew'))
  async askAnew(@Req() request: FastifyRequest): Promise<Answer> {
    const permission = await this.find(request);
    return anewView(signedIn(request), permission, await this.noticeFor(request, permission));
  }

  @Takes(FORM)
  @Post(inBoth('permissions/:permission/anew'))
  async giveAnew(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const permission = await this.find(request);
    const { noticeSha256 = '', once = '' } = fieldsOf(request);
    try {
      await this.exchange.gateway(visit.open).call('POST /v1/consents/{id}/renewal', {
        path: { id: permission.id },
        body: { noticeSha256 },
        // A form that is sent twice gives one permission.
        ...(UUID.test(once) && { idempotencyKey: once }),
      });
    } catch (error) {
      const isChanged = error instanceof Problem && (error.is('notice-mismatch') || error.status === 400);
      if (!isChanged) throw error;
      return anewView(visit, permission, await this.noticeFor(request, permission), true);
    }
    return new SeeOther(`/${visit.language}/permissions`);
  }

  private async changed(
    request: FastifyRequest,
    route: 'POST /v1/consents/{id}/pause' | 'POST /v1/consents/{id}/resumption',
  ): Promise<Answer> {
    const { open, language } = signedIn(request);
    try {
      await this.exchange.gateway(open).call(route, { path: { id: idOf(request) } });
    } catch (error) {
      // It has ended meanwhile; the list says so.
      if (!(error instanceof Problem && error.is('consent-closed'))) throw error;
    }
    return new SeeOther(`/${language}/permissions`);
  }

  private find(request: FastifyRequest): Promise<WholePermission> {
    const path = { id: idOf(request) };
    return this.exchange.gateway(signedIn(request).open).call('GET /v1/consents/{id}', { path });
  }

  /** Nothing where no grant carries it any more. */
  private async noticeFor(
    request: FastifyRequest,
    { authority, purpose, evidenceType, fields }: WholePermission,
  ): Promise<Gateway.Notice | undefined> {
    const { open, language } = signedIn(request);
    const query = { authority, purpose, evidenceType, fields: fields.join(','), locale: language };
    try {
      return await this.exchange.gateway(open).call('GET /v1/consents/notice', { query });
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return undefined;
      throw error;
    }
  }

  /** How many wait for an answer; seen at a high level alone, and no reason to keep the list from anybody. */
  private async askedOf(level: string, gateway: ReturnType<Exchange['gateway']>): Promise<number> {
    if (level !== 'high') return 0;
    const { requests } = await gateway.call('GET /v1/me/requests', { query: { limit: PAGE } });
    return requests.filter(({ items }) => items.some(({ state }) => state === 'OPEN')).length;
  }
}
