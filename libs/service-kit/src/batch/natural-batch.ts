import { Histogram, register } from 'prom-client';
import { Overloaded } from '../errors/domain.error.ts';
import type { TraceSpan } from '../tracing/trace-span.ts';
import { currentSpan, tracedForMany } from '../tracing/tracing.ts';

export interface NaturalBatchOptions<I, O> {
  /** Under it the sizes of its round trips are measured, and these are traced; absent: they are not. */
  readonly name?: string;
  /** One round trip for many items; answers in the order of the items. An `Error` in a slot fails that item only. */
  readonly run: (items: readonly I[]) => Promise<readonly (O | Error)[]>;
  /** Most items of one round trip. */
  readonly maxSize: number;
  /** Most items that may wait; one more is refused with {@link Overloaded}. */
  readonly maxQueued: number;
  /** Round trips that may be in flight at once. */
  readonly lanes?: number;
  /** Of these each round trip takes as many more, and before the others; they wait in a queue of their own, as long as the other. */
  readonly isUrgent?: (item: I) => boolean;
}

interface Waiting<I, O> {
  readonly item: I;
  readonly span: TraceSpan | undefined;
  readonly resolve: (value: O) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Natural batching: while a round trip is in flight the next items gather and go together in the following one. There
 * is no timer, so an idle system adds no latency; the busier it is, the larger the batches.
 */
export class NaturalBatch<I, O> {
  private readonly queue: Waiting<I, O>[] = [];
  private readonly urgent: Waiting<I, O>[] = [];
  private inFlight = 0;
  private scheduled = false;
  private readonly sizes: Histogram.Internal<'batch'> | undefined;

  constructor(private readonly options: NaturalBatchOptions<I, O>) {
    if (options.name !== undefined) this.sizes = batchSizes().labels(options.name);
  }

  /** Items that wait for a round trip, not counting those in flight. */
  get queued(): number {
    return this.queue.length + this.urgent.length;
  }

  /** Nothing waits and nothing is in flight. */
  get isIdle(): boolean {
    return this.queued === 0 && this.inFlight === 0;
  }

  submit(item: I): Promise<O> {
    const { isUrgent, maxQueued } = this.options;
    const queue = isUrgent?.(item) ? this.urgent : this.queue;
    if (queue.length >= maxQueued) return Promise.reject(new Overloaded());
    return new Promise<O>((resolve, reject) => {
      queue.push({ item, span: currentSpan(), resolve, reject });
      this.schedule();
    });
  }

  /** Waits for the end of the current turn, so that requests read from one socket poll share a round trip. */
  private schedule(): void {
    if (this.scheduled || this.inFlight >= (this.options.lanes ?? 1)) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.queued > 0) void this.runNext();
    });
  }

  private async runNext(): Promise<void> {
    const { maxSize } = this.options;
    const batch = [...this.urgent.splice(0, maxSize), ...this.queue.splice(0, maxSize)];
    this.inFlight += 1;
    this.sizes?.observe(batch.length);
    if (this.queued > 0) this.schedule();
    try {
      const run = () => this.options.run(batch.map((waiting) => waiting.item));
      settle(batch, await tracedForMany(this.options.name, batch, run));
    } catch (error) {
      const cause = error instanceof Error ? error : new Error('batch failed', { cause: error });
      for (const waiting of batch) waiting.reject(cause);
    } finally {
      this.inFlight -= 1;
      if (this.queued > 0) this.schedule();
    }
  }
}

const SIZES = 'einmal_batch_size';

const batchSizes = (): Histogram<'batch'> =>
  (register.getSingleMetric(SIZES) as Histogram<'batch'> | undefined) ??
  new Histogram({
    name: SIZES,
    help: 'Items of one round trip, by what they are',
    labelNames: ['batch'],
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
  });

function settle<I, O>(batch: readonly Waiting<I, O>[], answers: readonly (O | Error)[]): void {
  if (answers.length !== batch.length) throw new Error('A batch must be answered item by item.');
  batch.forEach((waiting, index) => {
    const answer = answers[index] as O | Error;
    if (answer instanceof Error) waiting.reject(answer);
    else waiting.resolve(answer);
  });
}
