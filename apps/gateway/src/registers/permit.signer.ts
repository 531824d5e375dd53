import { type KeyObject, createPrivateKey, type JsonWebKey, sign } from 'node:crypto';
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

/**
 * Signs permits as one compact JWS (RFC 7515, EdDSA per RFC 8037). Written with node:crypto, which signs in one call;
 * verifying, where mistakes are dangerous, is left to jose at the register.
 */
export class PermitSigner {
  private readonly key: KeyObject;
  private readonly permitHeader: string;
  private readonly questionHeader: string;
  private readonly holdingsHeader: string;
  private readonly recallHeader: string;
  private readonly reportHeader: string;
  private readonly voucherHeader: string;
  private readonly representationHeader: string;

  /**
   * @param jwk private Ed25519 key as JWK JSON with `kid`
   * @param issuer PUBLIC_URL of this gateway
   */
  constructor(
    jwk: string,
    private readonly issuer: string,
  ) {
    const { kid, ...key } = readJwk(jwk);
    this.key = createPrivateKey({ key, format: 'jwk' });
    this.permitHeader = encode({ alg: 'EdDSA', typ: PERMIT_TYP, kid });
    this.questionHeader = encode({ alg: 'EdDSA', typ: ANSWERED_TYP, kid });
    this.holdingsHeader = encode({ alg: 'EdDSA', typ: HOLDINGS_TYP, kid });
    this.recallHeader = encode({ alg: 'EdDSA', typ: RECALL_TYP, kid });
    this.reportHeader = encode({ alg: 'EdDSA', typ: REPORT_TYP, kid });
    this.voucherHeader = encode({ alg: 'EdDSA', typ: VOUCHER_TYP, kid });
    this.representationHeader = encode({ alg: 'EdDSA', typ: REPRESENTATION_TYP, kid });
  }

  sign(register: RegisterName, permits: readonly Permit[], nowMs = Date.now()): string {
    return this.signed(this.permitHeader, {
      ...this.envelope(register, nowMs),
      permits,
    } satisfies PermitBatch);
  }

  /** A question for what was answered. */
  signQuestion(register: RegisterName, decisionIds: readonly string[]): string {
    const question: AnsweredQuestion = { ...this.envelope(register, Date.now()), decisionIds };
    return this.signed(this.questionHeader, question);
  }

  /** A question for a page of what a process keeps. */
  signHoldings(register: RegisterName, after: string): string {
    const question: HoldingsQuestion = { ...this.envelope(register, Date.now()), after };
    return this.signed(this.holdingsHeader, question);
  }

  /** A permit to show a person what was released earlier. */
  signRecall(register: RegisterName, recall: Recall): string {
    const question: RecallQuestion = { ...this.envelope(register, Date.now()), recall };
    return this.signed(this.recallHeader, question);
  }

  /** What a person says is wrong, or a question what became of it. */
  signReport(register: RegisterName, report: ValueReport): string {
    const question: ReportQuestion = { ...this.envelope(register, Date.now()), report };
    return this.signed(this.reportHeader, question);
  }

  /** A question whether nothing stands against showing a person what was released. */
  signVoucher(register: RegisterName, citizen: string): string {
    const question: VoucherQuestion = { ...this.envelope(register, Date.now()), voucher: { citizen } };
    return this.signed(this.voucherHeader, question);
  }

  /** A question who somebody is, or whether they may act for another. */
  signRepresentation(register: RegisterName, asked: RepresentationAsked): string {
    const question: RepresentationQuestion = { ...this.envelope(register, Date.now()), asked };
    return this.signed(this.representationHeader, question);
  }

  private envelope(aud: RegisterName, nowMs: number) {
    const iat = Math.floor(nowMs / 1000);
    return { iss: this.issuer, aud, iat, exp: iat + PERMIT_LIFETIME_S };
  }

  private signed(header: string, payload: object): string {
    const signed = `${header}.${encode(payload)}`;
    return `${signed}.${sign(null, Buffer.from(signed, 'ascii'), this.key).toString('base64url')}`;
  }
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

function readJwk(text: string): JsonWebKey & { readonly kid: string } {
  const jwk = JSON.parse(text) as JsonWebKey & { kid?: unknown };
  if (jwk.crv !== 'Ed25519' || jwk.d === undefined || typeof jwk.kid !== 'string') {
    throw new Error('PERMIT_SIGNING_JWK must be a private Ed25519 key with a kid.');
  }
  return { ...jwk, kid: jwk.kid };
}
