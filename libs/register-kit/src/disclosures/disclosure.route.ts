import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AnsweredPermits, Holdings } from '#libs/contracts';
import { named } from '#libs/service-kit';
import { PermitRefused, RegisterUnavailable } from '../register.errors.ts';
import { Disclosures } from './disclosures.ts';
import { HeldRecords } from './held-records.ts';
import { PermitVerifier } from './permit-verifier.ts';
import { Recalls } from './recalls.ts';
import { tellRefusedPermit } from './refused-permits.ts';
import { Reports } from './reports.ts';
import { Representations } from './representations.ts';
import { Vouchers } from './vouchers.ts';

const PERMITS = 'application/jose';

/** 256 permits of full size. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * `POST /internal/v1/disclosures`: a signed permit batch in, answers out. `POST /internal/v1/disclosures/answered`: what
 * came of earlier ones. `POST /internal/v1/disclosures/recalled`: what one of them released, for the person. `POST /internal/v1/vouchers`: whether nothing stands against that for who
 * lives here now. `POST /internal/v1/holdings`: whose records these are, for the gateway's directory. Plain Fastify routes, because it is the hot path and because their caller is authenticated by
 * the signature, not by an access token.
 */
@Injectable()
export class DisclosureRoute implements OnModuleInit {
  private readonly logger = new Logger('Disclosures');

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly permits: PermitVerifier,
    private readonly disclosures: Disclosures<never>,
    private readonly records: HeldRecords<never>,
    private readonly recalls: Recalls<never>,
    private readonly reports: Reports,
    private readonly representations: Representations<never>,
    private readonly vouchers: Vouchers<never>,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    // A scope of its own, because no other route reads signed permits.
    const signedQuestions = named('signed-questions', (scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(PERMITS, { parseAs: 'string' }, (_request, body, parsed) =>
        parsed(null, body),
      );
      const options = { bodyLimit: BODY_LIMIT_BYTES, config: { takes: [PERMITS] } };
      scope.post('/internal/v1/disclosures', options, async (request, reply) =>
        reply
          .type('application/json')
          .send(await this.reported(request, (jws) => this.answer(jws, request.id))),
      );
      scope.post('/internal/v1/disclosures/answered', options, async (request, reply) =>
        reply.send(await this.reported(request, (jws) => this.answered(jws))),
      );
      scope.post('/internal/v1/disclosures/recalled', options, async (request, reply) =>
        reply.type('application/json').send(await this.reported(request, (jws) => this.recalled(jws))),
      );
      scope.post('/internal/v1/reports', options, async (request, reply) =>
        reply.send(
          await this.reported(request, async (jws) =>
            this.reports.take((await this.permits.verifyReport(jws)).report),
          ),
        ),
      );
      scope.post('/internal/v1/representations', options, async (request, reply) =>
        reply.send(
          await this.reported(request, async (jws) =>
            this.representations.answer((await this.permits.verifyRepresentation(jws)).asked),
          ),
        ),
      );
      scope.post('/internal/v1/vouchers', options, async (request, reply) =>
        reply.send(
          await this.reported(request, async (jws) =>
            this.vouchers.of((await this.permits.verifyVoucher(jws)).voucher.citizen),
          ),
        ),
      );
      scope.post('/internal/v1/holdings', options, async (request, reply) =>
        reply.send(await this.reported(request, (jws) => this.held(jws))),
      );
      done();
    });
    void fastify.register(signedQuestions);
  }

  /** JSON text of a `DisclosureBatch`. @throws the reason why not one permit could be answered */
  private async answer(jws: string, traceId: string): Promise<string> {
    const { permits } = await this.permits.verify(jws);
    const answers = await this.disclosures.answer(permits);
    const given = answers.filter((answer) => typeof answer === 'string');
    const failures = answers.filter((answer) => answer instanceof Error);
    if (failures.length === answers.length) throw failures[0] as Error;
    if (failures[0]) this.reportLeftOut(failures[0], failures.length, traceId);
    return `{"answers":[${given.join()}]}`;
  }

  private async answered(jws: string): Promise<AnsweredPermits> {
    const { decisionIds } = await this.permits.verifyQuestion(jws);
    return { answered: await this.disclosures.answered(decisionIds) };
  }

  /** JSON text of a `DisclosureBatch` of one. */
  private async recalled(jws: string): Promise<string> {
    const { recall } = await this.permits.verifyRecall(jws);
    return `{"answers":[${await this.recalls.answer(recall)}]}`;
  }

  private async held(jws: string): Promise<Holdings> {
    const { after } = await this.permits.verifyHoldings(jws);
    return { holdings: await this.records.page(after) };
  }

  private async reported<T>(request: FastifyRequest, work: (jws: string) => Promise<T>): Promise<T> {
    try {
      return await work(typeof request.body === 'string' ? request.body : '');
    } catch (error) {
      this.report(error, request);
      throw error;
    }
  }

  /** The caller learns a code; why is for the register's operators. */
  private report(error: unknown, { id: traceId, routeOptions }: FastifyRequest): void {
    if (error instanceof PermitRefused) tellRefusedPermit(error.reason, { traceId, route: routeOptions.url });
    if (error instanceof RegisterUnavailable) {
      this.logger.error({ msg: 'disclosure failed', err: error.cause, traceId });
    }
  }

  private reportLeftOut(first: Error, permits: number, traceId: string): void {
    const err = first instanceof RegisterUnavailable ? first.cause : first;
    this.logger.error({ msg: 'permits left out of the answer', permits, err, traceId });
  }
}
