import { Injectable } from '@nestjs/common';
import { type Gateway, NoAnswer, Problem } from '#libs/client';
import type { FormSource } from '#libs/forms';
import { Exchange } from '../../exchange/index.ts';
import type { SignedInVisit } from '../../web/index.ts';
import { Applications, type Open } from './applications.service.ts';
import {
  askedAgain,
  isToBeFetched,
  notAsked,
  refusedAll,
  releasedSources,
  requestOf,
  sourceIn,
  withAnswer,
  withoutShown,
} from './evidence.rules.ts';
import { type Applying, shownSources } from './steps.rules.ts';

/** What may be fetched for a source, and whose it is then. */
export interface Offer {
  readonly recipient: string;
  readonly minimumLevel: Gateway.Purpose['minimumAcr'];
  readonly purpose: Gateway.Localised;
  readonly evidence: Gateway.PurposeEvidence;
}

const past = '1970-01-01T00:00:00.000Z';
/** Of a choice on which the authority gets nothing any more. */
const over: readonly string[] = ['WITHDRAWN', 'PAUSED', 'SUPERSEDED', 'EXPIRED', 'ENDED_BY_DEATH'];

/** What registers may tell, what they told, and what became of it. */
@Injectable()
export class Evidence {
  constructor(
    private readonly exchange: Exchange,
    private readonly applications: Applications,
  ) {}

  /** By the policy of today; nothing where it offers none any more. */
  async offerOf(visit: SignedInVisit, { form }: Applying, source: FormSource): Promise<Offer | undefined> {
    const path = { authority: form.authority };
    const gateway = this.exchange.gateway(visit.open);
    const list = await gateway.call('GET /v1/authorities/{authority}/purposes', { path });
    const purpose = list.purposes.find(({ id }) => id === form.purpose);
    const evidence = purpose?.evidence.find(
      ({ evidenceType, kind }) => evidenceType === source.evidenceType && kind === 'CHOICE',
    );
    if (purpose === undefined || evidence === undefined) return undefined;
    const { title, minimumAcr: minimumLevel } = purpose;
    return { recipient: list.authorityName ?? '', minimumLevel, purpose: title, evidence };
  }

  /**
   * One call for all that was chosen and not asked for yet, or for one source again; what was shown before is compared
   * with what comes now.
   */
  async fetch(visit: SignedInVisit, open: Open, again?: FormSource): Promise<Open> {
    const isAgain = again !== undefined && isToBeFetched(open, again.evidenceType);
    const asked = again === undefined ? notAsked(open) : isAgain ? [again] : [];
    if (asked.length === 0) return open;
    const body = requestOf(open, asked, await this.exchange.selfOf(visit.open));
    const filled = await this.exchange
      .gateway(visit.open)
      .call('POST /v1/prefill', { body })
      .catch((error: unknown) => refusedAll(open, asked, representation(error)));
    const types = new Set(asked.map(({ evidenceType }) => evidenceType));
    const { choices } = open.application;
    return this.applications.change(visit, open, (application) =>
      withAnswer(application, filled, { choices, types }),
    );
  }

  /** Of every choice whether it still holds; where that cannot be known just now, it does. */
  async standing(visit: SignedInVisit, open: Open): Promise<Open> {
    const gateway = this.exchange.gateway(visit.open);
    const { choices } = open.application;
    const given = shownSources(open).flatMap(({ evidenceType }) => {
      const { way, consentId } = choices[evidenceType] ?? {};
      return way === 'FETCH' && consentId !== undefined ? [{ evidenceType, id: consentId }] : [];
    });
    const found = await Promise.all(
      given.map(async ({ evidenceType, id }) => {
        const consent = await gateway.call('GET /v1/consents/{id}', { path: { id } }).catch(unanswered);
        return consent !== undefined && over.includes(consent.state) ? [evidenceType] : [];
      }),
    );
    const gone = new Set(found.flat());
    if (gone.size === 0) return open;
    return this.applications.change(visit, open, (application) => askedAgain(application, gone));
  }

  /** Made once: the gateway answers the same again alike, and what it answered is kept before anything goes on. */
  async use(visit: SignedInVisit, open: Open, source: FormSource): Promise<Open> {
    const { evidenceType } = source;
    const { id, key } = sourceIn(open.application, evidenceType) ?? {};
    if (open.application.decided[evidenceType] || id === undefined || key === undefined) return open;
    const gateway = this.exchange.gateway(visit.open);
    const call = { path: { id }, body: { key }, repeatable: true };
    try {
      const { releases } = await gateway.call('POST /v1/previews/{id}/use', call);
      return await this.applications.change(visit, open, (application) =>
        sourceIn(application, evidenceType)?.id === id
          ? {
              ...application,
              decided: { ...application.decided, [evidenceType]: { evidenceType, releases } },
            }
          : application,
      );
    } catch (error) {
      if (isOver(error)) return this.expire(visit, open, evidenceType);
      const { choices } = open.application;
      const refused = refusedAll(open, [source], representation(error));
      return this.applications.change(visit, open, (application) =>
        withAnswer(application, refused, { choices, types: new Set([evidenceType]) }),
      );
    }
  }

  /** The authority never learns of it, nothing of it is shown any more, and the choice that was made for it ends. */
  async decline(visit: SignedInVisit, open: Open, evidenceType: string): Promise<Open> {
    const { id, key } = sourceIn(open.application, evidenceType) ?? {};
    const { consentId } = open.application.choices[evidenceType] ?? {};
    if (open.application.decided[evidenceType]?.releases) return open;
    if (id !== undefined && key !== undefined) {
      const call = { path: { id }, repeatable: true };
      await this.exchange
        .gateway(visit.open)
        .call('POST /v1/previews/{id}/decline', call)
        .catch((error: unknown) => {
          if (!isOver(error)) throw error;
        });
    }
    if (consentId !== undefined)
      await this.withdraw(visit, consentId).catch((error: unknown) => {
        if (!(error instanceof Problem && error.is('consent-closed', 'consent-unknown'))) throw error;
      });
    return this.applications.change(visit, open, (application) =>
      withoutShown(
        { ...application, choices: { ...application.choices, [evidenceType]: { way: 'OTHER' } } },
        new Set([evidenceType]),
      ),
    );
  }

  /** @returns whether all that the authority could still take has ended */
  async endReleased(visit: SignedInVisit, open: Open): Promise<boolean> {
    const { choices } = open.application;
    const ids = releasedSources(open).flatMap(({ evidenceType }) => choices[evidenceType]?.consentId ?? []);
    const ended = await Promise.all(
      ids.map((id) =>
        this.withdraw(visit, id).then(
          () => true,
          (error: unknown) => unanswered(error) ?? false,
        ),
      ),
    );
    return ended.every(Boolean);
  }

  private withdraw({ open }: SignedInVisit, id: string): Promise<unknown> {
    const call = { path: { id }, repeatable: true };
    return this.exchange.gateway(open).call('POST /v1/consents/{id}/withdrawal', call);
  }

  private expire(visit: SignedInVisit, open: Open, evidenceType: string): Promise<Open> {
    return this.applications.change(visit, open, (application) => {
      const { filled } = application;
      const sources = filled?.sources.map((source) =>
        source.evidenceType === evidenceType ? { ...source, expiresAt: past } : source,
      );
      return { ...application, ...(filled && sources && { filled: { ...filled, sources } }) };
    });
  }
}

const isOver = (error: unknown): boolean =>
  error instanceof Problem && error.is('preview-expired', 'preview-decided', 'preview-unknown');

/** Told at the sources concerned; everything else is no answer to it. */
function representation(error: unknown): Problem {
  if (error instanceof Problem && error.is('representation-refused', 'representation-joint')) return error;
  throw error;
}

function unanswered(error: unknown): undefined {
  if (!(error instanceof Problem || error instanceof NoAnswer)) throw error;
}
