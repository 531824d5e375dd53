import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#libs/client';
import { FORM, RouteUnknown, Takes } from '#libs/service-kit';
import { deskRegisters } from '../portal.config.ts';
import { Exchange } from '../exchange/index.ts';
import { type Answer, fieldsOf, inBoth, SeeOther, SignedIn, signedIn } from '../web/index.ts';
import { caseDesk, type Outcome, outcomesOf } from './case-desk.ts';
import { recordOf } from './case-record.ts';
import { caseView } from './case.page.tsx';
import { closeFaults, closeView } from './close.page.tsx';
import { type Desk, deskPath, listView, noOfficeView, states } from './cases.page.tsx';
import { noticeOf } from './notices.ts';
import { Titles } from './titles.service.ts';
import { Typing } from './typing.service.ts';

const PAGE = 20;
const atDesks = (below = ''): string[] => deskRegisters.flatMap((register) => inBoth(register + below));

/** Which register and which of its offices an address is about, and which case. */
function askedOf(request: FastifyRequest): Desk & { readonly id: string } {
  const [, , name = ''] = request.url.split(/[/?]/);
  const register = deskRegisters.find((each) => each === name) ?? deskRegisters[0];
  const { office = '0', case: id = '' } = request.params as Readonly<Record<string, string>>;
  return { register, office: Number(office), id };
}

/** What officers of a register have to look at: doubts of people, and what other registers told. */
@SignedIn()
@Controller()
export class CasesController {
  constructor(
    private readonly exchange: Exchange,
    private readonly titles: Titles,
    private readonly typing: Typing,
  ) {}

  /** Of several offices that keep a register, the officer belongs to one. */
  @Get(atDesks())
  async office(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const { register } = askedOf(request);
    for (let office = 0; this.exchange.hasOffice(register, office); office += 1) {
      const desk = caseDesk(this.exchange, register, visit.open, office);
      const isServed = await desk.call('GET /v1/cases', { query: { limit: 1 } }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Problem && error.is('authority-not-served')) return false;
          throw error;
        },
      );
      if (isServed) return new SeeOther(deskPath(visit, { register, office }));
    }
    return noOfficeView(visit);
  }

  @Get(atDesks('/:office'))
  async list(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const desk = askedOf(request);
    const asked = new URL(request.url, 'http://portal.invalid').searchParams;
    const state = states.find((each) => each === asked.get('state'));
    const after = /^[\w-]{1,64}$/.exec(asked.get('after') ?? '')?.[0];
    const query = { limit: PAGE, ...(state && { state }), ...(after && { after }) };
    const list = await this.desk(request).call('GET /v1/cases', { query });
    return listView(visit, desk, list, state);
  }

  @Get(atDesks('/:office/cases/:case'))
  async read(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    return caseView(visit, askedOf(request), await this.shown(request));
  }

  /** Where a login leads back that ended before the button was pressed. */
  @Get(atDesks('/:office/cases/:case/take'))
  back(@Req() request: FastifyRequest): Answer {
    return new SeeOther(this.casePath(request));
  }

  @Takes(FORM)
  @Post(atDesks('/:office/cases/:case/take'))
  async take(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const { id } = askedOf(request);
    try {
      await this.desk(request).call('POST /v1/cases/{id}/take', { path: { id } });
    } catch (error) {
      const notice = noticeOf(error, visit.language);
      if (notice === undefined) throw error;
      return caseView(visit, askedOf(request), await this.shown(request), notice);
    }
    return new SeeOther(this.casePath(request));
  }

  @Get(atDesks('/:office/cases/:case/close'))
  async closing(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const entered = { typed: this.typing.of(visit), faults: [] };
    return closeView(visit, askedOf(request), await this.shown(request), entered);
  }

  @Takes(FORM)
  @Post(atDesks('/:office/cases/:case/close'))
  async close(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const desk = askedOf(request);
    const typed = fieldsOf(request);
    const shown = await this.shown(request);
    const faults = closeFaults(desk.register, shown.found.kind, typed, visit.language);
    if (faults.length > 0) return closeView(visit, desk, shown, { typed, faults });
    const outcome = outcomesOf[shown.found.kind].find((each) => each === typed['outcome']) as Outcome;
    const body = { outcome, ...(desk.register === 'residents' && { ground: typed['ground'] ?? '' }) };
    try {
      await this.desk(request).call('POST /v1/cases/{id}/close', { path: { id: desk.id }, body });
    } catch (error) {
      const notice = noticeOf(error, visit.language);
      if (notice === undefined) throw error;
      await this.typing.keep(visit, typed);
      return closeView(visit, desk, await this.shown(request), { typed, faults, notice });
    }
    await this.typing.done(visit);
    return new SeeOther(this.casePath(request));
  }

  /** @throws RouteUnknown where the register has no such office */
  private desk(request: FastifyRequest) {
    const { register, office } = askedOf(request);
    if (!this.exchange.hasOffice(register, office)) throw new RouteUnknown();
    return caseDesk(this.exchange, register, signedIn(request).open, office);
  }

  private casePath(request: FastifyRequest): string {
    const asked = askedOf(request);
    return `${deskPath(signedIn(request), asked)}/cases/${asked.id}`;
  }

  private async shown(request: FastifyRequest) {
    const asked = askedOf(request);
    const [found, types] = await Promise.all([
      this.desk(request).call('GET /v1/cases/{id}', { path: { id: asked.id } }),
      this.titles.evidence(),
    ]);
    const record = await recordOf(this.exchange, asked, signedIn(request).open, found);
    return { found, types, ...(record && { record }) };
  }
}
