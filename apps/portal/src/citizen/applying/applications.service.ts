import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem, type Procedures } from '#libs/client';
import { type Answers, fieldsOf, type FormField, type FormPage, subjectOf } from '#libs/forms';
import { RouteUnknown } from '#libs/service-kit';
import { Exchange } from '../../exchange/index.ts';
import { type Application, SessionStore, withoutUnsent } from '../../sessions/index.ts';
import { type Answer, SeeOther, signedIn, type SignedInVisit } from '../../web/index.ts';
import { definitionOf } from '../definition.ts';
import { withoutShown } from './evidence.rules.ts';
import { type Applying, nextStep } from './steps.rules.ts';
import { different, stateOf } from './typed.rules.ts';

/** With what the services are told of it. */
export interface Open extends Applying {
  readonly draft: Procedures.Draft;
}

/** A page as it was sent. */
export interface Sent {
  /** With the fields that it asks, by what was typed into it. */
  readonly page: FormPage;
  readonly typed: Answers;
  /** State of the page when it was made. */
  readonly shown: string;
}

/** Another window saved something else meanwhile: both are shown. */
export class SavedOtherwise {
  constructor(
    readonly open: Open,
    readonly fields: readonly FormField[],
  ) {}
}

const begun: Application = { choices: {}, decided: {}, asked: [], changed: [] };

/** Drafts at `procedures`, and beside them in the session how far each came. */
@Injectable()
export class Applications {
  constructor(
    private readonly exchange: Exchange,
    private readonly sessions: SessionStore,
  ) {}

  async remove({ open }: SignedInVisit, id: string): Promise<void> {
    await this.exchange.procedures(open).call('DELETE /v1/drafts/{id}', { path: { id }, repeatable: true });
    await this.sessions.change(open.cookie, (now) => {
      const { [id]: _gone, ...applications } = now.applications;
      return { ...now, applications };
    });
  }

  /** Of this person; nothing where there is none, or where it was handed in. */
  async find(visit: SignedInVisit, id: string): Promise<Open | undefined> {
    const procedures = this.exchange.procedures(visit.open);
    const draft = await procedures.call('GET /v1/drafts/{id}', { path: { id } }).catch(isUnknown);
    if (draft === undefined) return undefined;
    const whole = await procedures.call('GET /v1/forms/{id}', { path: { id: draft.form } });
    return opened(draft, { id, form: definitionOf(whole), application: this.kept(visit, id) });
  }

  /** A page of it; what was handed in is looked at there. @throws RouteUnknown of somebody else's, and of none */
  async page(
    request: FastifyRequest,
    show: (visit: SignedInVisit, open: Open) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const visit = signedIn(request);
    const { application: id = '' } = request.params as { readonly application?: string };
    const open = await this.find(visit, id);
    if (open !== undefined) return show(visit, open);
    const { submission } = this.kept(visit, id);
    if (submission === undefined) throw new RouteUnknown();
    return new SeeOther(this.pathOf(visit, { id: submission }, 'done'));
  }

  /** As the session had it when the request came. */
  kept = ({ open: { session } }: SignedInVisit, id: string): Application => session.applications[id] ?? begun;

  /** @returns as it is then, whatever another window changed meanwhile */
  async change<T extends Applying>(
    visit: SignedInVisit,
    applying: T,
    change: (application: Application) => Application,
  ): Promise<T> {
    const session = await this.sessions.change(visit.open.cookie, (now) => {
      const application = now.applications[applying.id] ?? begun;
      return { ...now, applications: { ...now.applications, [applying.id]: change(application) } };
    });
    return { ...applying, application: session?.applications[applying.id] ?? begun };
  }

  /** Nothing is kept of it then but what became of it, so that every page of it leads there. */
  async submitted({ open }: SignedInVisit, id: string, submission: string): Promise<void> {
    await this.sessions.change(open.cookie, (now) => ({
      ...now,
      applications: { ...now.applications, [id]: { ...begun, submission } },
    }));
  }

  /** What was typed into a page is in the draft now; the session need not keep it any more. */
  async forgetUnsent({ open, path }: SignedInVisit): Promise<void> {
    if (open.session.unsent?.[path] === undefined) return;
    await this.sessions.change(open.cookie, (session) => withoutUnsent(session, path));
  }

  pathOf = ({ language }: SignedInVisit, { id }: Pick<Applying, 'id'>, step: string): string =>
    `/${language}/applications/${id}/${step}`;

  next = (visit: SignedInVisit, applying: Applying): SeeOther =>
    new SeeOther(this.pathOf(visit, applying, nextStep(applying)));

  /**
   * Saves what was typed into the fields of a page, beside what was typed into the others.
   */
  async save(visit: SignedInVisit, open: Open, { page, typed, shown }: Sent): Promise<Open | SavedOtherwise> {
    const { fields } = page;
    const others = different(fields, open.answers, typed);
    if (others.length > 0 && stateOf(open, page.id) !== shown) return new SavedOtherwise(open, others);
    const own = new Set(fields.map(({ id }) => id));
    const kept = Object.entries(open.answers).filter(([field]) => !own.has(field));
    const answers = { ...Object.fromEntries(kept), ...typed };
    const saved = await this.put(visit, open, answers);
    if (saved === undefined) {
      const now = await this.find(visit, open.id);
      return now === undefined ? open : this.save(visit, now, { page, typed, shown });
    }
    const asked = [...own];
    return this.change(visit, saved, (application) => ({
      ...withoutOtherSubjects(open, saved, application),
      asked: [...new Set([...application.asked, ...asked])],
    }));
  }

  /** What was typed stays; where some of it does not fit any more, its page says so. */
  async toNewForm(visit: SignedInVisit, open: Open): Promise<Open> {
    try {
      return (await this.put(visit, open, open.answers)) ?? (await this.find(visit, open.id)) ?? open;
    } catch (error) {
      if (!(error instanceof Problem && error.status === 400)) throw error;
      return open;
    }
  }

  private async put(visit: SignedInVisit, open: Open, answers: Answers): Promise<Open | undefined> {
    const known = new Set(fieldsOf(open.form).map(({ id }) => id));
    const body = {
      expectedVersion: open.draft.version,
      formVersion: open.form.version,
      answers: Object.entries(answers)
        .filter(([field]) => known.has(field))
        .map(([field, value]) => ({ field, value })),
    };
    const call = { path: { id: open.id }, body, repeatable: true };
    try {
      return opened(await this.exchange.procedures(visit.open).call('PUT /v1/drafts/{id}', call), open);
    } catch (error) {
      if (error instanceof Problem && error.is('draft-changed-meanwhile')) return undefined;
      throw error;
    }
  }
}

const opened = (draft: Procedures.Draft, rest: Omit<Applying, 'answers'>): Open => ({
  ...rest,
  draft,
  answers: Object.fromEntries(draft.answers.map(({ field, value }) => [field, value])),
});

function isUnknown(error: unknown): undefined {
  if (!(error instanceof Problem && error.is('draft-unknown'))) throw error;
}

/** What was chosen and used for one vehicle says nothing of another one. */
function withoutOtherSubjects(before: Applying, after: Applying, application: Application): Application {
  const isSame = (subject: string): boolean =>
    JSON.stringify(subjectOf(before.form, subject, before.answers)) ===
    JSON.stringify(subjectOf(after.form, subject, after.answers));
  const gone = new Set(
    after.form.sources.filter(({ subject }) => !isSame(subject)).map(({ evidenceType }) => evidenceType),
  );
  const left = <T>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(all).filter(([evidenceType]) => !gone.has(evidenceType)));
  const { choices, decided } = application;
  return withoutShown({ ...application, choices: left(choices), decided: left(decided) }, gone);
}
