import type { Pool } from 'undici';
import {
  type AnsweredPermits,
  type DisclosureAnswer,
  type Holding,
  type Permit,
  PERMIT_BATCH_MAX,
  type Recall,
  type ReportedCase,
  type RepresentationAnswer,
  type RepresentationAsked,
  type ValueReport,
  type RegisterName,
} from '#libs/contracts';
import { createServicePool, NaturalBatch, TimeLimitPassed, withTimeLimit } from '#libs/service-kit';
import {
  readAnswered,
  readAnswers,
  readHoldings,
  readReported,
  readVoucher,
  readRepresentation,
} from './disclosure-answer.rules.ts';
import type { PermitSigner } from './permit.signer.ts';

/** The register did not answer this permit; why is for the log. */
export class RegisterSilent extends Error {}

export interface RegisterClientOptions {
  readonly name: RegisterName;
  readonly url: string;
  readonly signer: PermitSigner;
  /** Longest time from handing a permit in to its answer, waiting included. */
  readonly timeoutMs: number;
  /** Round trips with permits that may be in flight. */
  readonly lanes: number;
}

interface Waiting {
  readonly permit: Permit;
  /** Aborted when its caller has given up. */
  readonly signal: AbortSignal;
}

/**
 * A message may name the address, and the log that has it beside a lookup would tell which process was asked: where somebody
 * lives. So it is no cause either.
 */
const reasonOf = ({ code, message }: NodeJS.ErrnoException): string => code ?? message;

const MAX_QUEUED = 2_048;
/** Twice the largest record that a register takes, for each permit: one with large records must not fail the others. */
const MAX_ANSWER_BYTES = PERMIT_BATCH_MAX * 128 * 1024;

/**
 * Asks one register, in natural batches over kept connections. Every permit is answered or rejected within the timeout,
 * whatever the register does; registers have a client each, so that one cannot hold up another. Nothing is retried: a
 * permit is good for one answer.
 */
export class RegisterClient {
  private readonly pool: Pool;
  private readonly batch: NaturalBatch<Waiting, DisclosureAnswer>;

  constructor(private readonly options: RegisterClientOptions) {
    const { timeoutMs, lanes } = options;
    this.pool = createServicePool(options.url, {
      // One more for questions, which no permit waits for.
      connections: lanes + 1,
      pipelining: 1,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connectTimeoutMs: timeoutMs,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
    this.batch = new NaturalBatch({
      name: `permits to ${options.name}`,
      run: (waiting) => this.ask(waiting),
      maxSize: PERMIT_BATCH_MAX,
      maxQueued: MAX_QUEUED,
      lanes,
    });
  }

  /** @throws RegisterSilent without a usable answer in time; Overloaded when too many permits wait */
  disclose(permit: Permit): Promise<DisclosureAnswer> {
    const { name, timeoutMs } = this.options;
    return withTimeLimit(timeoutMs, name, (signal) => this.batch.submit({ permit, signal })).catch(
      (error: unknown) => {
        if (error instanceof TimeLimitPassed) throw new RegisterSilent(`${name}: no answer in time`);
        throw error;
      },
    );
  }

  /** What the register's log says of these decisions, at most {@link PERMIT_BATCH_MAX}. @throws RegisterSilent */
  async answered(decisionIds: readonly string[]): Promise<AnsweredPermits['answered']> {
    const { name, signer } = this.options;
    const answer = await this.request('/internal/v1/disclosures/answered', () =>
      signer.signQuestion(name, decisionIds),
    );
    return readAnswered(answer, decisionIds);
  }

  /** Not in a batch: few ask for it. @throws RegisterSilent */
  async recall(recall: Recall): Promise<DisclosureAnswer> {
    const { name, signer } = this.options;
    const path = '/internal/v1/disclosures/recalled';
    const answer = await this.request(path, () => signer.signRecall(name, recall));
    const found = readAnswers(answer, [recall]).get(recall.decisionId);
    if (found === undefined) throw new RegisterSilent(`${name}: recall not answered`);
    return found;
  }

  /** Whether it keeps the person's record and nothing stands against it. @throws RegisterSilent */
  async vouches(citizen: string): Promise<boolean> {
    const { name, signer } = this.options;
    return readVoucher(await this.request('/internal/v1/vouchers', () => signer.signVoucher(name, citizen)));
  }

  /** @throws RegisterSilent */
  async report(report: ValueReport): Promise<ReportedCase> {
    const { name, signer } = this.options;
    return readReported(await this.request('/internal/v1/reports', () => signer.signReport(name, report)));
  }

  /** @throws RegisterSilent */
  async represent(asked: RepresentationAsked): Promise<RepresentationAnswer> {
    const { name, signer } = this.options;
    const path = '/internal/v1/representations';
    const answer = await this.request(path, () => signer.signRepresentation(name, asked));
    return readRepresentation(answer, asked);
  }

  /** Whose records the process keeps, after one of them. @throws RegisterSilent */
  async holdings(after: string): Promise<readonly Holding[]> {
    const { name, signer } = this.options;
    return readHoldings(await this.request('/internal/v1/holdings', () => signer.signHoldings(name, after)));
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  /** Signs at the last moment, so that no permit ages in the queue; whoever has given up waiting is not asked for. */
  private async ask(waiting: readonly Waiting[]): Promise<readonly (DisclosureAnswer | Error)[]> {
    const live = waiting.filter(({ signal }) => !signal.aborted);
    const permits = live.map(({ permit }) => permit);
    const answers = permits.length === 0 ? new Map<string, DisclosureAnswer>() : await this.post(permits);
    return waiting.map(
      ({ permit }) =>
        answers.get(permit.decisionId) ?? new RegisterSilent(`${this.options.name}: permit not answered`),
    );
  }

  private async post(permits: readonly Permit[]): Promise<ReadonlyMap<string, DisclosureAnswer>> {
    const { name, signer } = this.options;
    const answer = await this.request('/internal/v1/disclosures', () => signer.sign(name, permits));
    return readAnswers(answer, permits);
  }

  /** JSON of the answer. @throws RegisterSilent */
  private async request(path: string, signed: () => Promise<string>): Promise<unknown> {
    const { name, timeoutMs } = this.options;
    try {
      return await withTimeLimit(timeoutMs, 'The batch', async (signal) => {
        const { statusCode, body } = await this.pool.request({
          method: 'POST',
          path,
          headers: { 'content-type': 'application/jose', accept: 'application/json' },
          body: await signed(),
          signal,
        });
        const text = await body.text();
        if (statusCode !== 200) throw new Error(`status ${statusCode}`);
        return JSON.parse(text) as unknown;
      });
    } catch (error) {
      throw new RegisterSilent(`${name}: ${reasonOf(error as NodeJS.ErrnoException)}`);
    }
  }
}
