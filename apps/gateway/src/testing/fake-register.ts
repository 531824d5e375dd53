import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compactVerify } from 'jose';
import type {
  AnsweredPermits,
  AnsweredQuestion,
  DisclosureAnswer,
  Permit,
  PermitBatch,
  PersonMarks,
  Recall,
  RepresentationAsked,
  RepresentationQuestion,
  RepresentationVerdict,
  RecallQuestion,
  ReportedCase,
  ReportQuestion,
  VoucherQuestion,
  ValueReport,
  RegisterName,
} from '#libs/contracts';
import type { RegisterProcesses } from '#libs/service-kit';
import type { KeyObject } from 'node:crypto';

/** Undefined leaves the permit out of the answer. */
type Behaviour = (permit: Permit) => DisclosureAnswer | 'hang' | 'garbage' | undefined;

/** A register that checks the signature and answers as it is told to; remembers the permits it saw. */
export class FakeRegister {
  readonly permits: Permit[] = [];
  readonly recalls: Recall[] = [];
  /** It takes requests and never answers. */
  isAway = false;
  /** What it says it has answered. */
  log: AnsweredPermits['answered'] = [];
  behaviour: Behaviour = (permit) => evidenceFor(permit);
  readonly reports: ValueReport[] = [];
  /** What it says of reports. */
  reported: ReportedCase = { state: 'OPEN', outcome: null };
  /** Pseudonyms of whom it was asked to vouch for. */
  vouchers: string[] = [];
  vouches = false;
  readonly representations: RepresentationAsked[] = [];
  /** Whom it says its children are, and what it says of a representation. */
  marks: PersonMarks = { self: ['m'.repeat(43)], children: [], locked: false };
  represented: RepresentationVerdict = { answer: 'NO', open: false };
  /** What it answers to a recall. */
  recalled = (recall: Recall): DisclosureAnswer => evidenceFor(recall, [recall.citizen]);
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request).then((body) => {
      if (body !== undefined) response.setHeader('content-type', 'application/json').end(body);
    });
  });

  constructor(private readonly publicKey: KeyObject) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private async answer(request: IncomingMessage): Promise<string | undefined> {
    if (this.isAway) return undefined;
    const jws = Buffer.concat(await request.toArray()).toString('ascii');
    const { payload } = await compactVerify(jws, this.publicKey, { algorithms: ['EdDSA'] });
    const {
      permits,
      recall,
      report,
      voucher,
      asked,
      decisionIds = [],
    } = JSON.parse(new TextDecoder().decode(payload)) as Partial<
      PermitBatch &
        AnsweredQuestion &
        RecallQuestion &
        ReportQuestion &
        VoucherQuestion &
        RepresentationQuestion
    >;
    if (asked !== undefined) {
      this.representations.push(asked);
      return JSON.stringify(asked.ask === 'PERSON' ? this.marks : this.represented);
    }
    if (report !== undefined) {
      this.reports.push(report);
      return JSON.stringify(this.reported);
    }
    if (voucher !== undefined) {
      this.vouchers.push(voucher.citizen);
      return JSON.stringify({ vouched: this.vouches });
    }
    if (recall !== undefined) {
      this.recalls.push(recall);
      return JSON.stringify({ answers: [this.recalled(recall)] });
    }
    if (permits === undefined)
      return JSON.stringify({
        answered: this.log.filter(({ decisionId }) => decisionIds.includes(decisionId)),
      });
    this.permits.push(...permits);
    const answers = permits.map((permit) => this.behaviour(permit));
    if (answers.includes('hang')) return undefined;
    if (answers.includes('garbage')) return '<html>';
    return JSON.stringify({ answers: answers.filter((answer) => answer !== undefined) });
  }
}

/** Evidence with a text for each permitted field. */
export function evidenceFor(
  permit: Pick<Permit, 'decisionId' | 'fields'>,
  concerns: readonly string[] = [],
): DisclosureAnswer {
  const evidence: Record<string, unknown> = {};
  for (const path of permit.fields) place(evidence, path.split('.'));
  const provenance = {
    [permit.fields[0]!]: { version: 1, effectiveOn: '2026-01-01', recordedAt: '2026-01-01T00:00:00Z' },
  };
  const { decisionId } = permit;
  return {
    decisionId,
    status: 'EVIDENCE',
    evidence,
    provenance,
    registerAuthority: 'Fake register',
    concerns,
  };
}

function place(node: Record<string, unknown>, [head = '', ...rest]: readonly string[]): void {
  if (rest.length === 0) node[head] = 'value';
  else place((node[head] ??= {}) as Record<string, unknown>, rest);
}

/** Where they are reached, one process each. @param goettingen one more of the residents register */
export async function startAll(
  registers: Readonly<Record<RegisterName, FakeRegister>>,
  goettingen?: FakeRegister,
): Promise<RegisterProcesses> {
  const started = Object.entries(registers).map(async ([name, register]) => [
    name,
    [{ url: await register.start() }],
  ]);
  const all = Object.fromEntries(await Promise.all(started)) as RegisterProcesses;
  if (goettingen === undefined) return all;
  const further = { url: await goettingen.start(), authorities: ['meldebehoerde-goettingen'] };
  return { ...all, residents: [...all.residents, further] };
}
