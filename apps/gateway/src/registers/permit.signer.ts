import {
  ANSWERED_TYP,
  type AnsweredQuestion,
  HOLDINGS_TYP,
  type HoldingsQuestion,
  type Permit,
  type PermitBatch,
  PERMIT_LIFETIME_S,
  PERMIT_TYP,
  type Recall,
  RECALL_TYP,
  type RecallQuestion,
  REPORT_TYP,
  REPRESENTATION_TYP,
  type RepresentationAsked,
  type RepresentationQuestion,
  type ReportQuestion,
  type ValueReport,
  VOUCHER_TYP,
  type VoucherQuestion,
  type RegisterName,
} from '#libs/contracts';
import type { SigningKeys } from '#libs/service-kit';

/**
 * Signs permits as one compact JWS (RFC 7515, EdDSA per RFC 8037). Written with the keys' own call, which is one; verifying,
 * where mistakes are dangerous, is left to jose at the register.
 */
export class PermitSigner {
  /** @param issuer PUBLIC_URL of this gateway */
  constructor(
    private readonly keys: SigningKeys,
    private readonly issuer: string,
  ) {}

  sign(register: RegisterName, permits: readonly Permit[], nowMs = Date.now()): Promise<string> {
    return this.signed(PERMIT_TYP, {
      ...this.envelope(register, nowMs),
      permits,
    } satisfies PermitBatch);
  }

  /** A question for what was answered. */
  signQuestion(register: RegisterName, decisionIds: readonly string[]): Promise<string> {
    const question: AnsweredQuestion = { ...this.envelope(register, Date.now()), decisionIds };
    return this.signed(ANSWERED_TYP, question);
  }

  /** A question for a page of what a process keeps. */
  signHoldings(register: RegisterName, after: string): Promise<string> {
    const question: HoldingsQuestion = { ...this.envelope(register, Date.now()), after };
    return this.signed(HOLDINGS_TYP, question);
  }

  /** A permit to show a person what was released earlier. */
  signRecall(register: RegisterName, recall: Recall): Promise<string> {
    const question: RecallQuestion = { ...this.envelope(register, Date.now()), recall };
    return this.signed(RECALL_TYP, question);
  }

  /** What a person says is wrong, or a question what became of it. */
  signReport(register: RegisterName, report: ValueReport): Promise<string> {
    const question: ReportQuestion = { ...this.envelope(register, Date.now()), report };
    return this.signed(REPORT_TYP, question);
  }

  /** A question whether nothing stands against showing a person what was released. */
  signVoucher(register: RegisterName, citizen: string): Promise<string> {
    const question: VoucherQuestion = { ...this.envelope(register, Date.now()), voucher: { citizen } };
    return this.signed(VOUCHER_TYP, question);
  }

  /** A question who somebody is, or whether they may act for another. */
  signRepresentation(register: RegisterName, asked: RepresentationAsked): Promise<string> {
    const question: RepresentationQuestion = { ...this.envelope(register, Date.now()), asked };
    return this.signed(REPRESENTATION_TYP, question);
  }

  private envelope(aud: RegisterName, nowMs: number) {
    const iat = Math.floor(nowMs / 1000);
    return { iss: this.issuer, aud, iat, exp: iat + PERMIT_LIFETIME_S };
  }

  private async signed(typ: string, payload: object): Promise<string> {
    const key = this.keys.current();
    const signed = `${encode({ alg: 'EdDSA', typ, kid: key.kid })}.${encode(payload)}`;
    return `${signed}.${(await key.sign(Buffer.from(signed, 'ascii'))).toString('base64url')}`;
  }
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
