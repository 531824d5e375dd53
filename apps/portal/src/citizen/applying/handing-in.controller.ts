import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#libs/client';
import { FORM, RouteUnknown, Takes } from '#libs/service-kit';
import { type Fault, words } from '../../layout/index.ts';
import {
  type Answer,
  fieldsOf,
  inBoth,
  SeeOther,
  SignedIn,
  signedIn,
  type SignedInVisit,
} from '../../web/index.ts';
import { Applications, type Open } from './applications.service.ts';
import { checkView } from './check.page.tsx';
import { answerFaults } from './faults.rules.ts';
import { Evidence } from './evidence.service.ts';
import { HandingIn } from './handing-in.service.ts';
import { pageOfField, stepsOf, typedPages } from './steps.rules.ts';
import { wholeStateOf } from './typed.rules.ts';

const say = words({
  acting: ['Sagen Sie, für wen Sie den Antrag stellen.', 'Say for whom you apply.'],
  fields: ['Beantworten Sie alle Fragen.', 'Answer all questions.'],
  sources: ['Entscheiden Sie über jeden Nachweis.', 'Decide on each evidence.'],
  preview: ['Sehen Sie die abgerufenen Angaben an.', 'Look at the data that were fetched.'],
});

const idIn = ({ params }: FastifyRequest): string => (params as { readonly application: string }).application;

/** The last look, and the sending. */
@SignedIn()
@Controller()
export class HandingInController {
  constructor(
    private readonly applications: Applications,
    private readonly evidence: Evidence,
    private readonly handing: HandingIn,
  ) {}

  @Get(inBoth('applications/:application/check'))
  check(@Req() request: FastifyRequest): Promise<Answer> {
    return this.applications.page(request, async (visit, open) =>
      checkView(visit, await this.evidence.standing(visit, open)),
    );
  }

  @Takes(FORM)
  @Post(inBoth('applications/:application/check'))
  async send(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const open = await this.applications.find(visit, idIn(request));
    if (open === undefined) {
      const id = await this.handing.again(visit, idIn(request));
      if (id === undefined) throw new RouteUnknown();
      return new SeeOther(this.applications.pathOf(visit, { id }, 'done'));
    }
    const now = await this.evidence.standing(visit, open);
    if (now.draft.currentFormVersion !== undefined) return this.underNewForm(visit, now);
    const missing = missingOf(visit, now);
    if (fieldsOf(request)['shown'] !== wholeStateOf(now))
      return checkView(visit, now, { missing, isOther: 'state' });
    if (missing.length > 0) return checkView(visit, now, { missing });
    try {
      const made = await this.handing.submit(visit, now);
      return new SeeOther(this.applications.pathOf(visit, made, 'done'));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.is('draft-changed-meanwhile', 'form-version-changed')) return this.again(visit, now);
      if (error.status !== 400) throw error;
      return checkView(visit, now, { missing: refusedOf(visit, now, error.errors) });
    }
  }

  /** Another window, or a new form, came between the look and the sending. */
  private async again(visit: SignedInVisit, { id }: Open): Promise<Answer> {
    const open = await this.applications.find(visit, id);
    if (open === undefined) throw new RouteUnknown();
    if (open.draft.currentFormVersion !== undefined) return this.underNewForm(visit, open);
    return checkView(visit, open, { missing: missingOf(visit, open), isOther: 'state' });
  }

  /** What was typed goes over to the form of today, and is looked at before it is sent. */
  private async underNewForm(visit: SignedInVisit, before: Open): Promise<Answer> {
    const open = await this.applications.toNewForm(visit, before);
    return checkView(visit, open, { missing: missingOf(visit, open), isOther: 'form' });
  }
}

/** What is left to do before it can be sent, each with the page for it. */
function missingOf({ language }: SignedInVisit, open: Open): readonly Fault[] {
  const t = say(language);
  const base = `/${language}/applications/${open.id}`;
  const steps = stepsOf(open).filter(({ isDone, path }) => !isDone && path !== 'check');
  return steps.flatMap(({ path }): readonly Fault[] => {
    const [kind, page] = path.split('/');
    const fields = kind === 'fields' ? (typedPages(open).find(({ id }) => id === page)?.fields ?? []) : [];
    const faults = answerFaults(open, fields, language);
    if (faults.length > 0)
      return faults.map(({ field, detail }) => ({ field, href: `${base}/${path}#${field}`, detail }));
    return [
      {
        field: path,
        href: `${base}/${path}`,
        detail: t[kind as 'acting' | 'fields' | 'sources' | 'preview'],
      },
    ];
  });
}

/** What the service refused, where this portal saw nothing wrong. */
function refusedOf({ language }: SignedInVisit, open: Open, errors: Problem['errors']): readonly Fault[] {
  const t = say(language);
  const base = `/${language}/applications/${open.id}`;
  return errors.map(({ pointer }) => {
    const [, kind, name = ''] = pointer.split('/');
    const page = kind === 'answers' ? pageOfField(open, name) : undefined;
    return page
      ? { field: name, href: `${base}/fields/${page.id}#${name}`, detail: t.fields }
      : { field: name, href: `${base}/preview`, detail: t.preview };
  });
}
