import type { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import type { Actor } from '#libs/contracts';
import { Breather, DomainError, jsonOf, JsonMalformed, validateStrictly } from '#libs/service-kit';
import type { Keeper } from '../competence/keeper.ts';
import type { BulkOutcome } from '../record/bulk-registration.ts';
import type { RecordStore } from '../record/record-store.ts';
import type { Registration } from '../record/record-writer.ts';
import type { RegisterRecord, Values } from '../record/register-record.ts';
import { ImportFormatUnknown, ImportLineUnreadable } from '../register.errors.ts';
import { ImportReport } from './import-report.ts';
import { LINE_LIMIT_BYTES, linesOf, type SourceLine } from './line-splitter.ts';

/** The format of this project: each line is the body of the register act. */
export const OWN_FORMAT = 'einmal';

export interface ImportBody {
  readonly ground: string;
  readonly effectiveOn: string;
}

export interface ImportRules<T extends RegisterRecord, B extends ImportBody> {
  /** Body of the register act; validates every line exactly as a request. */
  readonly body: new () => B;
  readonly valuesOf: (body: B) => Values<T>;
  /**
   * Further line formats by name: pure, from parsed JSON to the body's JSON. Throws {@link ImportLineUnreadable} or
   * another `DomainError` where a line cannot be understood.
   */
  readonly formats?: Readonly<Record<string, Convert>>;
}

type Convert = (json: unknown) => unknown;

export interface ImportOptions {
  readonly format: string;
  readonly keeper: Keeper;
  readonly officer: Actor;
}

interface Ready<T extends RegisterRecord> {
  readonly line: number;
  readonly registration: Registration<T>;
}

/** Lines registered in one transaction. */
const BATCH_LINES = 250;

/** Registers records from NDJSON while it arrives. A bad line is reported and stops nothing. */
export class RecordImport<T extends RegisterRecord, B extends ImportBody> {
  private readonly logger = new Logger('Import');

  constructor(
    private readonly records: Pick<RecordStore<T>, 'registerMany'>,
    private readonly rules: ImportRules<T, B>,
  ) {}

  /**
   * Starts the import and returns its NDJSON report. The import ends with its input; whether anybody reads the report
   * makes no difference. @throws ImportFormatUnknown
   */
  run(input: Readable, options: ImportOptions): Readable {
    const formats: Record<string, Convert> = { [OWN_FORMAT]: (json) => json, ...this.rules.formats };
    const convert = Object.hasOwn(formats, options.format) ? formats[options.format] : undefined;
    if (convert === undefined) throw new ImportFormatUnknown(Object.keys(formats));
    const report = new ImportReport();
    this.process(input, convert, options, report).catch((error: unknown) => {
      this.logger.error({ msg: 'import broke off', err: error });
      report.output.destroy(new Error('The import broke off.'));
    });
    return report.output;
  }

  /** Prepares the next lines while the database writes those before. */
  private async process(
    input: Readable,
    convert: Convert,
    { keeper, officer }: ImportOptions,
    report: ImportReport,
  ): Promise<void> {
    const breather = new Breather();
    let batch: Ready<T>[] = [];
    let writing = Promise.resolve();
    for await (const lines of linesOf(input)) {
      for (const line of lines) {
        const ready = await this.prepare(line, convert, officer, report);
        if (ready) batch.push(ready);
        await breather.breathe();
        if (batch.length < BATCH_LINES) continue;
        await writing;
        writing = this.write(keeper, batch, report);
        batch = [];
      }
      await report.progress();
      if (batch.length === 0 || input.readableLength > 0) continue;
      await writing;
      writing = this.write(keeper, batch, report);
      batch = [];
    }
    await writing;
    await this.write(keeper, batch, report);
    await report.end();
  }

  private async prepare(
    line: SourceLine,
    convert: Convert,
    officer: Actor,
    report: ImportReport,
  ): Promise<Ready<T> | undefined> {
    try {
      const body = this.validated(convert(parse(line)));
      const act = { officer, ground: body.ground, effectiveOn: body.effectiveOn, fingerprint: 'import' };
      return { line: line.number, registration: { act, values: this.rules.valuesOf(body) } };
    } catch (error) {
      await this.fail(report, line.number, error);
      return undefined;
    }
  }

  private validated(json: unknown): B {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      throw new ImportLineUnreadable('The line is not a JSON object.');
    }
    return validateStrictly(this.rules.body, json);
  }

  private async write(keeper: Keeper, batch: readonly Ready<T>[], report: ImportReport): Promise<void> {
    if (batch.length === 0) return;
    const outcomes = await this.outcomes(keeper, batch);
    for (const [index, outcome] of outcomes.entries()) {
      const line = batch[index]?.line ?? 0;
      if (outcome instanceof Error) await this.fail(report, line, outcome);
      else report.count(outcome);
    }
    await report.progress();
  }

  /** A fault of the whole batch is reported for each of its lines; the next batch may succeed. */
  private async outcomes(keeper: Keeper, batch: readonly Ready<T>[]): Promise<readonly BulkOutcome[]> {
    try {
      return await this.records.registerMany(
        keeper,
        batch.map(({ registration }) => registration),
      );
    } catch (error) {
      return batch.map(() => error as Error);
    }
  }

  private async fail(report: ImportReport, line: number, error: unknown): Promise<void> {
    if (!(error instanceof DomainError)) this.logger.error({ msg: 'line failed', line, err: error });
    await report.fail(line, error);
  }
}

function parse({ bytes }: SourceLine): unknown {
  if (bytes === undefined) {
    throw new ImportLineUnreadable(`The line is longer than ${LINE_LIMIT_BYTES} bytes.`);
  }
  try {
    return jsonOf(bytes);
  } catch (error) {
    if (error instanceof JsonMalformed)
      throw new ImportLineUnreadable('The line is not JSON (RFC 8259), or has a member `__proto__`.');
    throw error;
  }
}
