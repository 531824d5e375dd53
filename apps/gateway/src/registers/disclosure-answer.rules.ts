import type {
  AnsweredPermits,
  DisclosureAnswer,
  DisclosureBatch,
  Holding,
  Holdings,
  Permit,
  PersonMarks,
  ReportedCase,
  Voucher,
  RepresentationAnswer,
  RepresentationAsked,
  RepresentationVerdict,
} from '#libs/contracts';

type Asked = Pick<Permit, 'decisionId' | 'fields'>;

/**
 * Reads a register's answer by decision id. Trusts nothing: an answer of the wrong shape, for another permit, or with
 * a field that was not permitted is left out, so that its lookup ends without data.
 */
export function readAnswers(body: unknown, permits: readonly Asked[]): ReadonlyMap<string, DisclosureAnswer> {
  const answers = (body as Partial<DisclosureBatch> | null)?.answers;
  if (!Array.isArray(answers)) throw new Error('the answer is not a disclosure batch');
  const usable = new Map<string, DisclosureAnswer>();
  for (const [position, permit] of permits.entries()) {
    const answer = candidate(answers, position, permit.decisionId);
    if (answer !== undefined && isUsable(answer, permit)) usable.set(permit.decisionId, answer);
  }
  return usable;
}

/** Reads what a register says it answered; whatever was not asked for, or has the wrong shape, is a fault. */
export function readAnswered(body: unknown, decisionIds: readonly string[]): AnsweredPermits['answered'] {
  const answered = (body as Partial<AnsweredPermits> | null)?.answered;
  if (!Array.isArray(answered)) throw new Error('the answer does not say what was answered');
  for (const { decisionId, status, concerns } of answered as AnsweredPermits['answered']) {
    const isKnown = decisionIds.includes(decisionId) && (status === 'EVIDENCE' || status === 'NO_EVIDENCE');
    if (!isKnown || !arePseudonyms(concerns)) throw new Error('the answer is not about what was asked');
  }
  return answered as AnsweredPermits['answered'];
}

/** Reads a page of what a process keeps; the database judges the values. */
export function readHoldings(body: unknown): readonly Holding[] {
  const holdings = (body as Partial<Holdings> | null)?.holdings;
  if (!Array.isArray(holdings)) throw new Error('the answer does not say what is held');
  return holdings as readonly Holding[];
}

/** Reads what a register says of a report. */
export function readReported(body: unknown): ReportedCase {
  const { state, outcome } = Object(body) as Partial<ReportedCase>;
  const isKnown =
    (state === 'CLOSED' && (outcome === 'CONFIRMED' || outcome === 'NOT_CONFIRMED')) ||
    ((state === 'OPEN' || state === 'TAKEN' || state === 'UNKNOWN') && outcome === null);
  if (!isKnown) throw new Error('the answer does not say what became of a report');
  return body as ReportedCase;
}

/** Reads whether a register vouches for a person. */
export function readVoucher(body: unknown): boolean {
  const { vouched } = Object(body) as Partial<Voucher>;
  if (typeof vouched !== 'boolean') throw new Error('the answer does not say whether it vouches');
  return vouched;
}

/** Reads who somebody is, or whether they may act for another; nothing but a plain yes is one. */
export function readRepresentation(body: unknown, asked: RepresentationAsked): RepresentationAnswer {
  const { self, children, locked, answer, open, entry, beside } = Object(body) as Partial<
    PersonMarks & RepresentationVerdict
  >;
  const isBesideAsked = asked.ask === 'COMPANY' && asked.beside !== undefined;
  const isKnown =
    asked.ask === 'PERSON'
      ? areMarks(self) && areMarks(children) && typeof locked === 'boolean'
      : ['ALONE', 'JOINTLY', 'NO', 'DOUBT'].includes(answer ?? '') && typeof open === 'boolean';
  const isWhole = asked.ask !== 'COMPANY' || answer !== 'JOINTLY' || areMarks([entry]);
  if (!isWhole || (isBesideAsked && answer === 'JOINTLY' && typeof beside !== 'boolean'))
    throw new Error('the answer does not say which officers act together');
  if (!isKnown) throw new Error('the answer does not say who may act');
  return body as RepresentationAnswer;
}

const areMarks = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((each: unknown) => typeof each === 'string' && /^[\w-]{43}$/.test(each));

/** Answers come in the order of the permits; searching is for a register that leaves one out. */
function candidate(answers: readonly unknown[], position: number, id: string): DisclosureAnswer | undefined {
  const atPlace = answers[position] as DisclosureAnswer | null | undefined;
  if (atPlace?.decisionId === id) return atPlace;
  return (
    (answers as readonly (DisclosureAnswer | null)[]).find((answer) => answer?.decisionId === id) ?? undefined
  );
}

function isUsable(answer: DisclosureAnswer, permit: Asked): boolean {
  if (answer.status === 'REFUSED') return typeof answer.reason === 'string';
  if (!arePseudonyms(answer.concerns)) return false;
  if (answer.status === 'NO_EVIDENCE') return true;
  return (
    answer.status === 'EVIDENCE' &&
    typeof answer.registerAuthority === 'string' &&
    isObject(answer.evidence) &&
    isObject(answer.provenance) &&
    staysWithin(answer.evidence, '', permit.fields) &&
    Object.keys(answer.provenance).every((path) => permit.fields.includes(path))
  );
}

/** Written to the trail, where a text that PostgreSQL does not take would be no trail at all. */
const arePseudonyms = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((each: unknown) => typeof each === 'string' && /^[\w-]{1,64}$/.test(each));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every leaf of the evidence is a permitted field; below a permitted path the value is the field's own. */
function staysWithin(
  node: Readonly<Record<string, unknown>>,
  prefix: string,
  fields: readonly string[],
): boolean {
  for (const name of Object.keys(node)) {
    const path = prefix + name;
    if (fields.includes(path)) continue;
    const [child, below] = [node[name], `${path}.`];
    // Goes no deeper than a permitted path: nesting of the register's own would end the stack, and with it the batch.
    if (!isObject(child) || !fields.some((field) => field.startsWith(below))) return false;
    if (Object.keys(child).length === 0 || !staysWithin(child, below, fields)) return false;
  }
  return true;
}
