import { randomUUID } from 'node:crypto';
import { type Answer, GatewaySilent, type Question } from '../gateway.client.ts';

/** A gateway that answers as it is told to and remembers what it was asked. */
export class FakeGateway {
  readonly asked: Question[] = [];
  /** Evidence; `undefined` for NO_EVIDENCE, an error code for silence. */
  evidence: object | string | undefined;

  async lookUp<E>(question: Question): Promise<Answer<E>> {
    this.asked.push(question);
    await Promise.resolve();
    const lookupId = randomUUID();
    if (typeof this.evidence === 'string') throw new GatewaySilent(this.evidence);
    if (this.evidence === undefined) return { status: 'NO_EVIDENCE', lookupId };
    return { status: 'EVIDENCE', lookupId, evidence: this.evidence as E };
  }
}
