import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem, type Procedures } from '#libs/client';
import type { Form } from '#libs/forms';
import { FORM, RouteUnknown, Takes } from '#libs/service-kit';
import { Exchange } from '../../exchange/index.ts';
import { words } from '../../layout/index.ts';
import {
  type Answer,
  fieldsOf,
  inBoth,
  SeeOther,
  SignedIn,
  signedIn,
  type SignedInVisit,
  unsentTo,
  UUID,
} from '../../web/index.ts';
import { definitionOf } from '../definition.ts';
import { answerView, unwantedView } from './answer.page.tsx';
import { applicationsView } from './applications.page.tsx';
import { Applications } from './applications.service.ts';
import { receivedView } from './received.page.tsx';

const say = words({
  answer: ['Schreiben Sie eine Antwort.', 'Write an answer.'],
  answerUnfit: [
    'Die Antwort ist zu lang oder enthält Zeichen, die hier nicht möglich sind.',
    'The answer is too long, or holds characters that are not possible here.',
  ],
});

const noLongerAsked = ['answer-not-asked', 'submission-under-way', 'submission-decided'] as const;

const typedIn = ({ answer = '' }: Readonly<Record<string, string>>): string =>
  answer.replaceAll('\r\n', '\n').trim();

const isAnsweredWith = ({ messages }: Procedures.MySubmission, typed: string): boolean =>
  messages.findLast(({ kind }) => kind === 'ANSWER')?.text.normalize() === typed.normalize();

const idIn = ({ params }: FastifyRequest): string => (params as { readonly application: string }).application;

/** What somebody applied for: all of it, how it stands, and what the office asks. */
@SignedIn()
@Controller()
export class MyApplicationsController {
  constructor(
    private readonly exchange: Exchange,
    private readonly applications: Applications,
  ) {}

  @Get(inBoth('applications'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const procedures = this.exchange.procedures(visit.open);
    const asked = new URL(request.url, 'http://portal.invalid').searchParams.get('after') ?? '';
    const after = UUID.test(asked) ? asked : undefined;
    const [{ forms }, { drafts }, submissions] = await Promise.all([
      procedures.call('GET /v1/forms'),
      procedures.call('GET /v1/drafts'),
      procedures.call('GET /v1/me/submissions', { query: { limit: 20, ...(after && { after }) } }),
    ]);
    return applicationsView(visit, {
      forms,
      drafts: after ? [] : drafts,
      submissions,
      isLater: after !== undefined,
    });
  }

  /** Of a draft its next step; of what was handed in, how it stands. */
  @Get(inBoth('applications/:application'))
  async open(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const open = await this.applications.find(visit, idIn(request));
    if (open !== undefined) return this.applications.next(visit, open);
    const { submission } = this.applications.kept(visit, idIn(request));
    if (submission !== undefined) return new SeeOther(`/${visit.language}/applications/${submission}`);
    return receivedView(visit, { ...(await this.received(visit, request)), isNew: false });
  }

  @Get(inBoth('applications/:application/done'))
  async done(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return receivedView(visit, { ...(await this.received(visit, request)), isNew: true });
  }

  @Get(inBoth('applications/:application/answer'))
  async question(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const { submission } = await this.received(visit, request);
    const typed = typedIn(unsentTo(visit) ?? {});
    if (submission.state === 'ASKED') return answerView(visit, { submission }, typed);
    if (typed !== '' && !isAnsweredWith(submission, typed)) return unwantedView(visit, submission, typed);
    return new SeeOther(`/${visit.language}/applications/${submission.id}`);
  }

  @Takes(FORM)
  @Post(inBoth('applications/:application/answer'))
  async answer(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const typed = typedIn(fieldsOf(request));
    const t = say(visit.language);
    const path = { id: idIn(request) };
    const again = async (detail: string): Promise<Answer> => {
      const { submission } = await this.received(visit, request);
      return answerView(visit, { submission }, typed, [{ field: 'answer', detail }]);
    };
    if (typed === '') return again(t.answer);
    try {
      const call = { path, body: { text: typed } };
      await this.exchange.procedures(visit.open).call('POST /v1/me/submissions/{id}/answer', call);
    } catch (error) {
      if (error instanceof Problem && error.status === 400) return again(t.answerUnfit);
      if (!(error instanceof Problem && error.is(...noLongerAsked))) throw error;
      const { submission } = await this.received(visit, request);
      // Sent twice, it was answered by the first.
      if (!isAnsweredWith(submission, typed)) return unwantedView(visit, submission, typed);
    }
    await this.applications.forgetUnsent(visit);
    return new SeeOther(`/${visit.language}/applications/${path.id}`);
  }

  /** @throws RouteUnknown of somebody else's, and of none */
  private async received(visit: SignedInVisit, request: FastifyRequest) {
    const procedures = this.exchange.procedures(visit.open);
    const path = { id: idIn(request) };
    const submission = await procedures.call('GET /v1/me/submissions/{id}', { path }).catch(unknown);
    const form = await procedures
      .call('GET /v1/forms/{id}', { path: { id: submission.form } })
      .then(definitionOf)
      .catch(withdrawn);
    return { submission, form };
  }
}

function unknown(error: unknown): never {
  throw error instanceof Problem && error.is('submission-unknown') ? new RouteUnknown() : error;
}

/** What was handed in with a form is looked at also where the form is offered no more. */
function withdrawn(error: unknown): Form | undefined {
  if (!(error instanceof Problem && error.is('form-unknown'))) throw error;
  return undefined;
}
