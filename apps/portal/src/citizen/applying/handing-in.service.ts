import { Injectable } from '@nestjs/common';
import { Problem, type Procedures } from '#libs/client';
import { Exchange } from '../../exchange/index.ts';
import type { SignedInVisit } from '../../web/index.ts';
import { Applications, type Open } from './applications.service.ts';
import { shownSources } from './steps.rules.ts';

/** Hands an application in: once, whatever is sent twice or gets lost. */
@Injectable()
export class HandingIn {
  constructor(
    private readonly exchange: Exchange,
    private readonly applications: Applications,
  ) {}

  /** What it is handed in with is kept first: only the very same under its key is answered alike. */
  async submit(visit: SignedInVisit, open: Open): Promise<Procedures.SubmissionSummary> {
    const { decided } = open.application;
    const sources = shownSources(open).flatMap(({ evidenceType }) => decided[evidenceType] ?? []);
    const handedIn = { expectedVersion: open.draft.version, sources };
    await this.applications.change(visit, open, (application) => ({ ...application, handedIn }));
    return this.send(visit, open.id, handedIn);
  }

  /**
   * Where the draft is gone: sent twice, or the answer was lost on its way.
   * @returns id of what became of it; nothing where nothing did
   */
  async again(visit: SignedInVisit, id: string): Promise<string | undefined> {
    const { handedIn, submission } = this.applications.kept(visit, id);
    if (submission !== undefined || handedIn === undefined) return submission;
    try {
      return (await this.send(visit, id, handedIn)).id;
    } catch (error) {
      if (error instanceof Problem && error.is('draft-unknown')) return undefined;
      throw error;
    }
  }

  /** The key is the draft's own: it is the same after a restart, and in another browser. */
  private async send(
    visit: SignedInVisit,
    id: string,
    body: Procedures.SubmitDraft,
  ): Promise<Procedures.SubmissionSummary> {
    const call = { path: { id }, body, idempotencyKey: id };
    const procedures = this.exchange.procedures(visit.open);
    const made = await procedures.call('POST /v1/drafts/{id}/submission', call);
    await this.applications.submitted(visit, id, made.id);
    return made;
  }
}
