import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM, Takes } from '#libs/service-kit';
import { NoAnswer, Problem } from '#libs/client';
import { Exchange } from '../exchange/index.ts';
import { type Answer, Download, inBoth, SignedIn, signedIn, type SignedInVisit } from '../web/index.ts';
import { entryView, type ShownContent } from './entry.page.tsx';
import { trailView } from './trail.page.tsx';
import { type Entry, filterOf, queryOf, storiesOf } from './trail.rules.ts';

const PAGE = 20;
/** So many entries are looked through for the offices that can be selected. */
const OFFICES_OF = 100;

/** Who asked about the person, and what they were told. */
@SignedIn('high')
@Controller()
export class TrailController {
  constructor(private readonly exchange: Exchange) {}

  @Get(inBoth('trail'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const gateway = this.exchange.gateway(visit.open);
    const filter = filterOf(request.url);
    const query = queryOf(filter, Date.now());
    const isSelected = Object.keys(query).length > 0;
    const [{ disclosures, next }, further] = await Promise.all([
      gateway.call('GET /v1/me/disclosures', { query: { ...query, limit: PAGE } }),
      isSelected ? gateway.call('GET /v1/me/disclosures', { query: { limit: OFFICES_OF } }) : undefined,
    ]);
    const { stories, awaited } = storiesOf(disclosures, filter.awaited);
    const offices = officesOf([...(further?.disclosures ?? []), ...disclosures]);
    return trailView(visit, { stories, awaited, filter, offices, ...(next !== undefined && { next }) });
  }

  @Get(inBoth('trail/export'))
  async export(@Req() request: FastifyRequest): Promise<Answer> {
    const { open, language } = signedIn(request);
    const whole = await this.exchange.gateway(open).call('GET /v1/me/disclosures/export');
    const name = language === 'de' ? 'meine-auskuenfte.json' : 'my-data-trail.json';
    return new Download(name, 'application/json', JSON.stringify(whole, undefined, 2));
  }

  @Get(inBoth('trail/:entry'))
  async entry(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const entry = await this.find(request);
    return entryView(visit, entry, { application: await this.applicationOf(visit, entry) });
  }

  /** Shown with this answer and kept nowhere: whoever loads the page anew has to ask anew. */
  @Takes(FORM)
  @Post(inBoth('trail/:entry'))
  async content(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    // A look is recorded: it is not asked for before there is something to look at.
    const entry = await this.find(request);
    const [application, content] = await Promise.all([
      this.applicationOf(visit, entry),
      this.contentOf(visit, entry),
    ]);
    return entryView(visit, entry, { content, application });
  }

  private async contentOf({ open }: SignedInVisit, { lookupId: id }: Entry): Promise<ShownContent> {
    try {
      return await this.exchange.gateway(open).call('POST /v1/me/disclosures/{id}/content', { path: { id } });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.is('disclosure-empty')) return 'empty';
      if (error.is('register-unavailable')) return 'silent';
      if (error.is('quota-exceeded')) return 'often';
      throw error;
    }
  }

  /** With which it was collected. What is asked of another service keeps the trail from nobody. */
  private async applicationOf(
    { open }: SignedInVisit,
    { stage, lookupId: lookup }: Entry,
  ): Promise<string | undefined> {
    if (stage !== 'RELEASE') return undefined;
    try {
      const procedures = this.exchange.procedures(open);
      const { submissions } = await procedures.call('GET /v1/me/submissions', { query: { lookup } });
      return submissions[0]?.id;
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof Problem) return undefined;
      throw error;
    }
  }

  private find(request: FastifyRequest): Promise<Entry> {
    const { entry: id } = request.params as { readonly entry: string };
    const gateway = this.exchange.gateway(signedIn(request).open);
    return gateway.call('GET /v1/me/disclosures/{id}', { path: { id } });
  }
}

const officesOf = (rows: readonly Entry[]): ReadonlyMap<string, string> =>
  new Map(rows.flatMap(({ authority }) => (authority ? [[authority.id, authority.name] as const] : [])));
