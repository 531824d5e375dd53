import { Injectable } from '@nestjs/common';
import { type Gateway, Problem } from '#libs/client';
import { RouteUnknown } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { type AskedAnswer, type Language, SessionStore, withoutUnsent } from '../sessions/index.ts';
import { languages, type SignedInVisit } from '../web/index.ts';

/** One evidence type that an authority asks the person for. */
export interface AskedOne {
  readonly asked: Gateway.Asked;
  readonly item: Gateway.AskedItem;
  readonly answer: AskedAnswer | undefined;
}

export interface TextOfToday {
  readonly notice: Gateway.Notice;
  /** The authority asked with another one. */
  readonly isOther: boolean;
}

/** How a record is named that is not the person's own; the person themselves is named by their login. */
export type Named = 'plate' | 'euid';
const named: Readonly<Record<string, Named>> = { vehicles: 'plate', business: 'euid' };
export const namedBy = ({ register }: Gateway.AskedItem): Named | undefined => named[register];

export interface Said {
  readonly noticeSha256: string;
  readonly typed: string;
  /** A form that is sent twice gives one permission. */
  readonly idempotencyKey?: string;
}

const over = '1970-01-01T00:00:00.000Z';
const keyOf = ({ asked, item }: AskedOne): string => `${asked.id} ${item.evidenceType}`;

/** What an authority asks for, given as a person gives it in an application: chosen, seen, used or not. */
@Injectable()
export class AskedAnswers {
  constructor(
    private readonly exchange: Exchange,
    private readonly sessions: SessionStore,
  ) {}

  /** @param place in the request, from 1. @throws RouteUnknown */
  async find(visit: SignedInVisit, id: string, place: string): Promise<AskedOne> {
    const asked = await this.exchange.gateway(visit.open).call('GET /v1/me/requests/{id}', { path: { id } });
    const item = asked.items[Number(place) - 1];
    if (item === undefined) throw new RouteUnknown();
    const found = { asked, item, answer: undefined };
    return { ...found, answer: visit.open.session.answers?.[keyOf(found)] };
  }

  /** In the person's language; nothing where no grant carries it any more. */
  async textFor({ open, language }: SignedInVisit, one: AskedOne): Promise<TextOfToday | undefined> {
    const { authority, purpose } = one.asked;
    const { evidenceType, fields, noticeSha256 } = one.item;
    const wish = {
      authority: authority.id,
      purpose,
      evidenceType,
      fields: fields.map(({ path }) => path).join(','),
    };
    const gateway = this.exchange.gateway(open);
    const inLanguage = (locale: Language) =>
      gateway.call('GET /v1/consents/notice', { query: { ...wish, locale } });
    try {
      const notices = await Promise.all(languages.map(inLanguage));
      const notice = notices.find(({ locale }) => locale === language) ?? notices[0]!;
      return { notice, isOther: !notices.some(({ sha256 }) => sha256 === noticeSha256) };
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return undefined;
      throw error;
    }
  }

  /** Chooses and looks: the authority learns of neither. */
  async choose(visit: SignedInVisit, one: AskedOne, { noticeSha256, typed, idempotencyKey }: Said) {
    const { asked, item } = one;
    const by = namedBy(item);
    const { id: consentId } = await this.exchange.gateway(visit.open).call('POST /v1/consents', {
      body: {
        kind: item.kind ?? 'CHOICE',
        authority: asked.authority.id,
        purpose: asked.purpose,
        evidenceType: item.evidenceType,
        fields: item.fields.map(({ path }) => path),
        noticeSha256,
        ...(by && { subject: { [by]: typed } }),
      },
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
    await this.fetch(visit, one, { consentId, typed });
  }

  async fetch(visit: SignedInVisit, one: AskedOne, chosen: Omit<AskedAnswer, 'told'>): Promise<void> {
    const { asked, item } = one;
    const by = namedBy(item);
    const { consentId, typed } = chosen;
    const subject = by ? { [by]: typed } : await this.exchange.selfOf(visit.open);
    const { previews } = await this.exchange.gateway(visit.open).call('POST /v1/previews', {
      body: {
        authority: asked.authority.id,
        purpose: asked.purpose,
        request: asked.id,
        items: [{ evidenceType: item.evidenceType, subject, consentId }],
      },
    });
    await this.keep(visit, one, { ...chosen, told: previews[0]! });
  }

  /** @returns whether the authority may take it now; if not, it has to be seen again */
  async use(visit: SignedInVisit, one: AskedOne, answer: AskedAnswer): Promise<boolean> {
    const { id, key } = answer.told;
    if (id === undefined || key === undefined) return false;
    const call = { path: { id }, body: { key }, repeatable: true };
    const used = await this.exchange
      .gateway(visit.open)
      .call('POST /v1/previews/{id}/use', call)
      .catch(isOver);
    await this.keep(visit, one, used ? undefined : { ...answer, told: { ...answer.told, expiresAt: over } });
    return used !== undefined;
  }

  /** The authority learns that it is declined, and not whether it was looked at. */
  async decline(visit: SignedInVisit, one: AskedOne): Promise<void> {
    const gateway = this.exchange.gateway(visit.open);
    const { id, key } = one.answer?.told ?? {};
    if (id !== undefined && key !== undefined)
      await gateway.call('POST /v1/previews/{id}/decline', { path: { id }, repeatable: true }).catch(isOver);
    const { evidenceType } = one.item;
    await gateway
      .call('POST /v1/me/requests/{id}/decline', { path: { id: one.asked.id }, body: { evidenceType } })
      .catch(isDecided);
    await this.keep(visit, one, undefined);
  }

  private async keep({ open, path }: SignedInVisit, one: AskedOne, answer: AskedAnswer | undefined) {
    const key = keyOf(one);
    await this.sessions.change(open.cookie, (session) => {
      const { [key]: _before, ...others } = session.answers ?? {};
      const now = { ...session, answers: answer ? { ...others, [key]: answer } : others };
      return withoutUnsent(now, path.replace(/\/preview$/, ''));
    });
  }
}

function isOver(error: unknown): undefined {
  if (!(error instanceof Problem && error.is('preview-expired', 'preview-decided', 'preview-unknown')))
    throw error;
}

/** Decided or over meanwhile; the list says so. */
export function isDecided(error: unknown): undefined {
  if (!(error instanceof Problem && error.is('request-decided', 'request-expired'))) throw error;
}
