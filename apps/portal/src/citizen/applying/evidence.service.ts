import { Injectable } from '@nestjs/common';
import { type Gateway, Problem } from '#libs/client';
import { type Answers, type Form, type FormSource, subjectOf } from '#libs/forms';
import { Exchange } from '../../exchange/index.ts';
import type { Application } from '../../sessions/index.ts';
import type { SignedInVisit } from '../../web/index.ts';
import { Applications, type Open } from './applications.service.ts';
import { type Applying, shownSources } from './steps.rules.ts';

/** What may be fetched for a source, and whose it is then. */
export interface Offer {
  readonly recipient: string;
  readonly minimumLevel: Gateway.Purpose['minimumAcr'];
  readonly purpose: Gateway.Localised;
  readonly evidence: Gateway.PurposeEvidence;
}

const over = '1970-01-01T00:00:00.000Z';

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

  /** One call for all that was chosen and is not decided; what was shown before is compared with what comes now. */
  async fetch(visit: SignedInVisit, open: Open): Promise<Open> {
    const asked = shownSources(open).filter(
      ({ evidenceType }) =>
        open.application.choices[evidenceType]?.way === 'FETCH' && !open.application.decided[evidenceType],
    );
    if (asked.length === 0) return open;
    const body = requestOf(open, asked, await this.exchange.selfOf(visit.open));
    const filled = await this.exchange.gateway(visit.open).call('POST /v1/prefill', { body });
    return this.applications.change(visit, open, (application) =>
      withAnswer(application, filled, new Set(asked.map(({ evidenceType }) => evidenceType))),
    );
  }

  /** Made once: the gateway answers the same again alike, and what it answered is kept before anything goes on. */
  async use(visit: SignedInVisit, open: Open, evidenceType: string): Promise<Open> {
    const { id, key } = sourceIn(open.application, evidenceType) ?? {};
    if (open.application.decided[evidenceType] || id === undefined || key === undefined) return open;
    const gateway = this.exchange.gateway(visit.open);
    const call = { path: { id }, body: { key }, repeatable: true };
    const used = await gateway.call('POST /v1/previews/{id}/use', call).catch(isOver);
    if (used === undefined) return this.expire(visit, open, evidenceType);
    const { releases } = used;
    return this.applications.change(visit, open, (application) => ({
      ...application,
      decided: { ...application.decided, [evidenceType]: { evidenceType, releases } },
    }));
  }

  /** The authority never learns of it, and nothing of it is shown any more. */
  async decline(visit: SignedInVisit, open: Open, evidenceType: string): Promise<Open> {
    const { id, key } = sourceIn(open.application, evidenceType) ?? {};
    if (open.application.decided[evidenceType]?.releases) return open;
    if (id !== undefined && key !== undefined) {
      const call = { path: { id }, repeatable: true };
      await this.exchange.gateway(visit.open).call('POST /v1/previews/{id}/decline', call).catch(isOver);
    }
    return this.applications.change(visit, open, (application) => ({
      ...application,
      choices: { ...application.choices, [evidenceType]: { way: 'OTHER' } },
      ...(application.filled && { filled: without(application.filled, new Set([evidenceType])) }),
    }));
  }

  private expire(visit: SignedInVisit, open: Open, evidenceType: string): Promise<Open> {
    return this.applications.change(visit, open, (application) => {
      const { filled } = application;
      const sources = filled?.sources.map((source) =>
        source.evidenceType === evidenceType ? { ...source, expiresAt: over } : source,
      );
      return { ...application, ...(filled && sources && { filled: { ...filled, sources } }) };
    });
  }
}

export const sourceIn = (
  { filled }: Application,
  evidenceType: string,
): Gateway.PrefilledSource | undefined =>
  filled?.sources.find((source) => source.evidenceType === evidenceType);

function isOver(error: unknown): undefined {
  if (!(error instanceof Problem && error.is('preview-expired', 'preview-decided', 'preview-unknown')))
    throw error;
}

/** Nobody types the name of a person to be searched for. */
function typedSubject(form: Form, id: string, answers: Answers): Gateway.LookupSubject | undefined {
  const typed = subjectOf(form, id, answers);
  if (typed === undefined) return undefined;
  const { person: _searched, ...named } = typed;
  return named;
}

/** Who signed in is never typed: the issuer tells it. */
function requestOf(
  { form, answers, application: { acting, choices } }: Open,
  asked: readonly FormSource[],
  self: Gateway.ActingPerson,
): Gateway.PrefillRequest {
  const named = acting?.as === 'PARENT' ? acting.child : self;
  const subjects = form.subjects
    .filter(({ id }) => asked.some(({ subject }) => subject === id))
    .map(({ id }) => ({ name: id, subject: typedSubject(form, id, answers) ?? named }));
  const company = form.subjects.find(({ kind }) => kind === 'euid');
  const { euid = '' } = (company && subjectOf(form, company.id, answers)) ?? {};
  return {
    form: form.id,
    version: form.version,
    subjects,
    ...(acting?.as === 'PARENT' && { actingFor: { as: 'PARENT', by: self, for: acting.child } }),
    ...(acting?.as === 'OFFICER' &&
      euid !== '' && { actingFor: { as: 'OFFICER', by: self, company: { euid } } }),
    sources: asked.map(({ evidenceType }) => ({
      evidenceType,
      noticeSha256: choices[evidenceType]?.noticeSha256 ?? '',
    })),
  };
}

const without = (filled: Gateway.Prefill, gone: ReadonlySet<string>): Gateway.Prefill => ({
  ...filled,
  fields: filled.fields.filter(({ evidenceType }) => !gone.has(evidenceType ?? '')),
  sources: filled.sources.filter(({ evidenceType }) => !gone.has(evidenceType)),
});

function withAnswer(
  application: Application,
  answer: Gateway.Prefill,
  asked: ReadonlySet<string>,
): Application {
  const { filled: before, choices } = application;
  const isAsked = ({ evidenceType = '' }: { readonly evidenceType?: string }): boolean =>
    asked.has(evidenceType);
  const rest = before && without(before, asked);
  const fields = answer.fields.filter(isAsked);
  const valueOf = (field: string) => before?.fields.find((each) => each.field === field)?.value;
  const changed = fields.filter(
    ({ field, value }) =>
      valueOf(field) !== undefined && JSON.stringify(valueOf(field)) !== JSON.stringify(value),
  );
  const again = answer.sources.filter(({ problem }) => problem?.['code'] === 'notice-mismatch');
  const asksAgain = again.map(({ evidenceType }) => [evidenceType, { way: 'ASK_AGAIN' as const }] as const);
  return {
    ...application,
    changed: changed.map(({ field }) => field),
    choices: { ...choices, ...Object.fromEntries(asksAgain) },
    filled: {
      ...answer,
      fields: [...(rest?.fields ?? []), ...fields],
      sources: [...(rest?.sources ?? []), ...answer.sources.filter(isAsked)],
    },
  };
}
