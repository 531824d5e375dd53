import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORM, RouteUnknown, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { type Answer, fieldsOf, inBoth, SeeOther, SignedIn, signedIn } from '../web/index.ts';
import { caseDesk } from './case-desk.ts';
import { caseView } from './case.page.tsx';
import { type Desk, deskPath } from './cases.page.tsx';
import { ADDRESS_PARTS, newAddressView } from './new-address.page.tsx';
import { noticeOf } from './notices.ts';
import { Titles } from './titles.service.ts';

/** A holder who moved: the officer sees the new address once, and enters it with the act of the vehicle register. */
@SignedIn()
@Controller()
export class NewAddressController {
  constructor(
    private readonly exchange: Exchange,
    private readonly titles: Titles,
  ) {}

  /** Where a login leads back that ended before the button was pressed. */
  @Get([...inBoth('vehicles/:office/cases/:case/address'), ...inBoth('vehicles/:office/cases/:case/entry')])
  back(@Req() request: FastifyRequest): Answer {
    return new SeeOther(this.asked(request).here);
  }

  /** Answers with the page itself: the address is kept nowhere, so it cannot be shown by another request. */
  @Takes(FORM)
  @Post(inBoth('vehicles/:office/cases/:case/address'))
  async show(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const { desk, path, vehicles, cases } = this.asked(request);
    return this.told(request, async () => {
      const found = await cases.call('GET /v1/cases/{id}', { path });
      const vehicle = await vehicles.call('GET /v1/vehicles/{id}', { path: { id: found.vehicleId ?? '' } });
      const answer = await vehicles.call('POST /v1/cases/{id}/address', { path });
      return newAddressView(visit, desk, { found, vehicle, answer });
    });
  }

  /** The register closes the case with the act, and refuses it where the vehicle was changed meanwhile. */
  @Takes(FORM)
  @Post(inBoth('vehicles/:office/cases/:case/entry'))
  async enter(@Req() request: FastifyRequest): Promise<Answer> {
    const { here, path, vehicles, cases } = this.asked(request);
    const { version = '', postcode = '', place = '', ...fields } = fieldsOf(request);
    const others = ADDRESS_PARTS.filter((part) => part in fields).map(
      (part) => [part, fields[part] ?? ''] as const,
    );
    return this.told(request, async () => {
      const { vehicleId: id = '', effectiveOn, offer } = await cases.call('GET /v1/cases/{id}', { path });
      await vehicles.call('POST /v1/vehicles/{id}/acts/change-holder-address', {
        path: { id },
        body: {
          ground: offer?.legalBasis ?? '',
          effectiveOn,
          expectedVersion: Number(version),
          address: { postcode, place, ...Object.fromEntries<string>(others) },
          caseId: path.id,
        },
      });
      return new SeeOther(here);
    });
  }

  /** Where it was refused, the case as it stands, with why. */
  private async told(request: FastifyRequest, work: () => Promise<Answer>): Promise<Answer> {
    const visit = signedIn(request);
    try {
      return await work();
    } catch (error) {
      const notice = noticeOf(error, visit.language);
      if (notice === undefined) throw error;
      const { desk, path, cases } = this.asked(request);
      const found = await cases.call('GET /v1/cases/{id}', { path });
      return caseView(visit, desk, { found, types: await this.titles.evidence() }, notice);
    }
  }

  private asked(request: FastifyRequest) {
    const visit = signedIn(request);
    const { office, case: id = '' } = request.params as Readonly<Record<string, string>>;
    const desk: Desk = { register: 'vehicles', office: Number(office) };
    if (!this.exchange.hasOffice('vehicles', desk.office)) throw new RouteUnknown();
    return {
      desk,
      path: { id },
      here: `${deskPath(visit, desk)}/cases/${id}`,
      vehicles: this.exchange.vehicles(visit.open, desk.office),
      cases: caseDesk(this.exchange, 'vehicles', visit.open, desk.office),
    };
  }
}
