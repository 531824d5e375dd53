import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Gateway, Problem } from '#libs/client';
import { FORM, Takes } from '#libs/service-kit';
import { Exchange } from '../exchange/index.ts';
import { withoutNumberView } from '../layout/problem.page.tsx';
import {
  type Answer,
  fieldsOf,
  inBoth,
  SignedIn,
  signedIn,
  type SignedInVisit,
  unsentTo,
} from '../web/index.ts';
import { type OwnDataFault, type OwnDataTyped, ownDataView, registersAsked } from './own-data.page.tsx';

/** What a register keeps about the person, for this page alone. */
@SignedIn('high')
@Controller()
export class OwnDataController {
  constructor(private readonly exchange: Exchange) {}

  @Get(inBoth('data'))
  ask(@Req() request: FastifyRequest): Answer {
    const visit = signedIn(request);
    return ownDataView(visit, typedOf(unsentTo(visit) ?? {}));
  }

  @Takes(FORM)
  @Post(inBoth('data'))
  async show(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const typed = typedOf(fieldsOf(request));
    const faults = faultsOf(typed);
    if (faults.length > 0) return ownDataView(visit, typed, { faults });
    const gateway = this.exchange.gateway(visit.open);
    const body = await this.askedOf(typed, visit);
    if (body === undefined) return withoutNumberView(visit);
    try {
      const content = await gateway.call('POST /v1/me/data', { body });
      const path = { id: content.lookupId };
      const entry = await gateway.call('GET /v1/me/disclosures/{id}', { path });
      return ownDataView(visit, typed, { answer: { entry, content } });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.is('register-unavailable')) return ownDataView(visit, typed, { trouble: 'silent' });
      if (error.is('quota-exceeded')) return ownDataView(visit, typed, { trouble: 'often' });
      if (error.status === 400 && typed.register !== 'residents')
        return ownDataView(visit, typed, {
          faults: [typed.register === 'business' ? 'needEuid' : 'needPlate'],
        });
      throw error;
    }
  }

  /** Nothing where the issuer tells no number any more, whatever the reason is. */
  private async askedOf(
    { register, plate, euid }: OwnDataTyped,
    { open }: SignedInVisit,
  ): Promise<Gateway.OwnDataRequest | undefined> {
    if (register === 'vehicles') return { register, subject: { plate } };
    if (register === 'business') return { register, subject: { euid: euid.trim() } };
    const { idnr, birthDate } = await this.exchange.selfOf(open);
    if (idnr === '') return undefined;
    return { register: 'residents', subject: { idnr, ...(birthDate !== '' && { birthDate }) } };
  }
}

const typedOf = ({
  register = '',
  plate = '',
  euid = '',
}: Readonly<Record<string, string>>): OwnDataTyped => ({
  register,
  plate,
  euid,
});

function faultsOf({ register, plate, euid }: OwnDataTyped): readonly OwnDataFault[] {
  if (!(registersAsked as readonly string[]).includes(register)) return ['choose'];
  if (register === 'vehicles' && plate.trim() === '') return ['needPlate'];
  return register === 'business' && euid.trim() === '' ? ['needEuid'] : [];
}
