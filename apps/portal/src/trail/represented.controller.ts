import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Gateway, Problem } from '#libs/client';
import { FORM, Takes } from '#libs/service-kit';
import { readChild } from '../acting/index.ts';
import { Exchange } from '../exchange/index.ts';
import type { Fault } from '../layout/index.ts';
import {
  type Answer,
  fieldsOf,
  inBoth,
  SignedIn,
  signedIn,
  type SignedInVisit,
  unsentTo,
  UUID,
} from '../web/index.ts';
import { representedFault, representedView, type WhomTyped } from './represented.page.tsx';
import { storiesOf } from './trail.rules.ts';

/** Who asked about a child or company of the person. Whom it is about stands in no address, and is kept nowhere. */
@SignedIn('high')
@Controller()
export class RepresentedController {
  constructor(private readonly exchange: Exchange) {}

  @Get(inBoth('trail/represented'))
  ask(@Req() request: FastifyRequest): Answer {
    const visit = signedIn(request);
    return representedView(visit, typedOf(unsentTo(visit) ?? {}));
  }

  @Takes(FORM)
  @Post(inBoth('trail/represented'))
  async show(@Req() request: FastifyRequest): Promise<Answer> {
    const visit = signedIn(request);
    const { after = '', awaited = '', ...sent } = fieldsOf(request);
    const typed = typedOf(sent);
    const actingFor = await this.actingFor(visit, typed);
    if (!('as' in actingFor)) return representedView(visit, typed, { faults: actingFor });
    const body = { actingFor, ...(UUID.test(after) && { after }) };
    try {
      const gateway = this.exchange.gateway(visit.open);
      const { disclosures, next } = await gateway.call('POST /v1/represented/disclosures', { body });
      const told = storiesOf(disclosures, awaited.split('.'));
      return representedView(visit, typed, { told: { ...told, ...(next !== undefined && { next }) } });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const say = (code: Parameters<typeof representedFault>[0]) =>
        representedView(visit, typed, { faults: [representedFault(code, visit.language)] });
      if (error.is('representation-joint')) return say('joint');
      if (error.is('representation-refused')) return say('refused');
      if (error.status === 400) return say(actingFor.as === 'OFFICER' ? 'needEuid' : 'refused');
      if (error.is('register-unavailable')) return representedView(visit, typed, { trouble: 'silent' });
      if (error.is('quota-exceeded')) return representedView(visit, typed, { trouble: 'often' });
      throw error;
    }
  }

  private async actingFor(
    { open, language }: SignedInVisit,
    typed: WhomTyped,
  ): Promise<Gateway.ActingFor | readonly Fault[]> {
    const euid = (typed.euid ?? '').trim();
    if (typed.for === 'OFFICER')
      return euid === ''
        ? [representedFault('needEuid', language)]
        : { as: 'OFFICER', by: await this.exchange.selfOf(open), company: { euid } };
    if (typed.for !== 'PARENT') return [representedFault('choose', language)];
    const child = readChild(typed, language);
    return 'idnr' in child ? { as: 'PARENT', by: await this.exchange.selfOf(open), for: child } : child;
  }
}

const typedOf = ({
  for: whom,
  childIdnr,
  childBirthDate,
  euid,
}: Readonly<Record<string, string>>): WhomTyped => ({
  ...(whom !== undefined && { for: whom }),
  ...(childIdnr !== undefined && { childIdnr }),
  ...(childBirthDate !== undefined && { childBirthDate }),
  ...(euid !== undefined && { euid }),
});
