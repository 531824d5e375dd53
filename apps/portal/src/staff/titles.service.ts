import { Injectable } from '@nestjs/common';
import { type Gateway, NoAnswer, Problem, type Procedures } from '#libs/client';
import { Exchange } from '../exchange/index.ts';
import type { SignedInVisit } from '../web/index.ts';

export type EvidenceTypes = ReadonlyMap<string, Gateway.EvidenceType>;

/** With what it is called. */
export interface ShownSubmission {
  readonly submission: Procedures.InboxSubmission;
  readonly form: Procedures.WholeForm | undefined;
  readonly types: EvidenceTypes;
}
export type FormTitles = ReadonlyMap<string, Procedures.Form>;

/** What forms and evidence are called, as the services tell everybody. */
@Injectable()
export class Titles {
  constructor(private readonly exchange: Exchange) {}

  async shown(open: SignedInVisit['open'], id: string): Promise<ShownSubmission> {
    const [submission, types] = await Promise.all([
      this.exchange.procedures(open).call('GET /v1/submissions/{id}', { path: { id } }),
      this.evidence(),
    ]);
    return { submission, types, form: await this.form(submission.form) };
  }

  async forms(): Promise<FormTitles> {
    const { forms } = await this.exchange.procedures().call('GET /v1/forms');
    return new Map(forms.map((form) => [form.id, form]));
  }

  /** @returns nothing where the form is not offered any more: what was handed in with it is still worked on */
  async form(id: string): Promise<Procedures.WholeForm | undefined> {
    try {
      return await this.exchange.procedures().call('GET /v1/forms/{id}', { path: { id } });
    } catch (error) {
      if (error instanceof Problem && error.is('form-unknown')) return undefined;
      throw error;
    }
  }

  /** Without the gateway values are shown by their paths: work goes on. */
  async evidence(): Promise<EvidenceTypes> {
    try {
      const { evidenceTypes } = await this.exchange.gateway().call('GET /v1/evidence-types');
      return new Map(evidenceTypes.map((type) => [type.id, type]));
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof Problem) return new Map();
      throw error;
    }
  }
}
