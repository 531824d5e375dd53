import { randomUUID } from 'node:crypto';
import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { reachesLevel } from '#libs/contracts';
import { FORM, Takes } from '#libs/service-kit';
import type { FormSource } from '#libs/forms';
import { chooseOne, isAsShown } from '../../evidence/index.ts';
import { type Answer, fieldsOf, inBoth, SeeOther, SignedIn, type SignedInVisit } from '../../web/index.ts';
import { Applications, type Open } from './applications.service.ts';
import { besidesForm, notAsked, sourceIn, withoutShown } from './evidence.rules.ts';
import { Evidence } from './evidence.service.ts';
import { previewView } from './preview.page.tsx';
import { otherView, sourceView } from './source.page.tsx';
import { nextStep, shownSources, stepsOf } from './steps.rules.ts';

/** From this level on an issuer tells a portal the number of who signed in (ADR 0073). */
const TELLS_NUMBER = 'substantial';

/** By its place in the form; nothing where it is not needed for this application. */
function sourceAt(open: Open, place: string | undefined): FormSource | undefined {
  const source = open.form.sources[Number(place) - 1];
  return source && shownSources(open).includes(source) ? source : undefined;
}

const placeIn = ({ params }: FastifyRequest): string => (params as { readonly source: string }).source;

const higherLogin = ({ language, path }: SignedInVisit, level: string): SeeOther =>
  new SeeOther(`/${language}/login?to=${encodeURIComponent(path)}&level=${level}`);

/** Each source by itself: whether it is fetched, what it says, and whether the authority gets it. */
@SignedIn()
@Controller()
export class EvidenceController {
  constructor(
    private readonly applications: Applications,
    private readonly evidence: Evidence,
  ) {}

  @Get(inBoth('applications/:application/sources/:source'))
  ask(@Req() request: FastifyRequest): Promise<Answer> {
    return this.undecided(request, async (visit, open, source) => {
      // Below, no number is told of anybody, and nobody could be offered anything.
      if (visit.person.hasNumber !== true && !reachesLevel(visit.person.level, TELLS_NUMBER))
        return higherLogin(visit, TELLS_NUMBER);
      const offer = await this.offer(visit, open, source);
      if (offer === undefined) return new SeeOther(`${visit.path}/other`);
      if (!reachesLevel(visit.person.level, offer.minimumLevel))
        return higherLogin(visit, offer.minimumLevel);
      return sourceView(visit, { open, source, offer });
    });
  }

  @Takes(FORM)
  @Post(inBoth('applications/:application/sources/:source'))
  choose(@Req() request: FastifyRequest): Promise<Answer> {
    return this.undecided(request, async (visit, open, source) => {
      const { evidenceType } = source;
      const { way, notice } = fieldsOf(request);
      const offer = await this.offer(visit, open, source);
      if (offer === undefined) return new SeeOther(`${visit.path}/other`);
      if (way === 'OTHER') {
        await this.evidence.decline(visit, open, evidenceType);
        return new SeeOther(`${visit.path}/other`);
      }
      if (way !== 'FETCH')
        return sourceView(visit, {
          open,
          source,
          offer,
          faults: [{ field: 'way', detail: chooseOne(visit.language) }],
        });
      const isRead = offer.evidence.notices.some(({ sha256 }) => sha256 === notice);
      const chosen = await this.applications.change(visit, open, (application) => {
        const { [evidenceType]: _before, ...others } = application.decided;
        const choice = isRead
          ? {
              way: 'FETCH' as const,
              noticeSha256: notice!,
              besides: besidesForm(open.form, offer.evidence),
              made: randomUUID(),
            }
          : { way: 'ASK_AGAIN' as const };
        const choices = { ...application.choices, [evidenceType]: choice };
        return withoutShown({ ...application, choices, decided: others }, new Set([evidenceType]));
      });
      if (!isRead) return new SeeOther(visit.path);
      const isLast = nextStep(chosen) === 'preview';
      return isLast ? this.fetched(visit, chosen) : this.applications.next(visit, chosen);
    });
  }

  @Get(inBoth('applications/:application/sources/:source/other'))
  askOther(@Req() request: FastifyRequest): Promise<Answer> {
    return this.undecided(request, (visit, open, source) =>
      otherView(visit, { open, source, canFetch: visit.person.hasNumber === true }),
    );
  }

  @Takes(FORM)
  @Post(inBoth('applications/:application/sources/:source/other'))
  chooseOther(@Req() request: FastifyRequest): Promise<Answer> {
    return this.undecided(request, async (visit, open, source) => {
      const { evidenceType, otherWays } = source;
      const way = otherWays.find((each) => each === fieldsOf(request)['way']);
      if (way === undefined)
        return otherView(visit, {
          open,
          source,
          canFetch: visit.person.hasNumber === true,
          faults: [{ field: 'way', detail: chooseOne(visit.language) }],
        });
      const chosen = await this.applications.change(visit, open, (application) =>
        application.decided[evidenceType]?.releases
          ? application
          : {
              ...application,
              choices: { ...application.choices, [evidenceType]: { way: 'OTHER' } },
              decided: { ...application.decided, [evidenceType]: { evidenceType, way } },
            },
      );
      const isToFetch = nextStep(chosen) === 'preview' && notAsked(chosen).length > 0;
      return isToFetch ? this.fetched(visit, chosen) : this.applications.next(visit, chosen);
    });
  }

  @Get(inBoth('applications/:application/preview'))
  preview(@Req() request: FastifyRequest): Promise<Answer> {
    return this.applications.page(request, async (visit, open) => {
      const now = await this.evidence.standing(visit, open);
      // Of what was taken back nothing is shown; where nothing else is, there is no page of it.
      const isShown = stepsOf(now).some(({ path }) => path === 'preview');
      return isShown ? previewView(visit, now) : this.applications.next(visit, now);
    });
  }

  @Takes(FORM)
  @Post(inBoth('applications/:application/preview'))
  decide(@Req() request: FastifyRequest): Promise<Answer> {
    return this.applications.page(request, async (visit, open) => {
      const sent = fieldsOf(request);
      const { source: place, decision } = sent;
      const source = sourceAt(open, place);
      if (source === undefined) return new SeeOther(visit.path);
      if (decision === 'fetch') return this.fetched(visit, open, source);
      if (decision === 'decline') {
        await this.evidence.decline(visit, open, source.evidenceType);
        return new SeeOther(this.applications.pathOf(visit, open, `sources/${place}/other`));
      }
      if (decision !== 'use') return new SeeOther(visit.path);
      if (!isAsShown(sourceIn(open.application, source.evidenceType), sent))
        return previewView(visit, open, true);
      return this.applications.next(visit, await this.evidence.use(visit, open, source));
    });
  }

  /** What the authority may have already is not chosen anew by a page that was left open. */
  private undecided(
    request: FastifyRequest,
    show: (visit: SignedInVisit, open: Open, source: FormSource) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    return this.applications.page(request, (visit, open) => {
      const source = sourceAt(open, placeIn(request));
      if (source === undefined || open.application.decided[source.evidenceType]?.releases)
        return this.applications.next(visit, open);
      return show(visit, open, source);
    });
  }

  /** Nothing is offered to whom the login tells no number for, whatever the reason is. */
  private offer(visit: SignedInVisit, open: Open, source: FormSource) {
    return visit.person.hasNumber !== true ? undefined : this.evidence.offerOf(visit, open, source);
  }

  private async fetched(visit: SignedInVisit, open: Open, again?: FormSource): Promise<Answer> {
    return this.applications.next(visit, await this.evidence.fetch(visit, open, again));
  }
}
