import { Inject, Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import { fieldsOf, type Form } from '#libs/forms';
import { DomainError, HttpConfig, toProblem } from '#libs/service-kit';
import { type Chosen, ConsentNotPossible, StandingChoices } from '../consents/index.ts';
import { EncryptionKeys } from '../encryption-keys/index.ts';
import { EVIDENCE_TYPES, type EvidenceTypes } from '../evidence-types/index.ts';
import { actingFor, PolicyStore } from '../policy/index.ts';
import type { ActingForDto } from '../representation/index.ts';
import { otherWays, type PreviewDto, type PreviewRequestDto, PreviewsService } from '../previews/index.ts';
import type { Subject } from '../subjects/index.ts';
import type { PrefillDto, PrefilledFieldDto, PrefilledSourceDto } from './prefill-answer.dto.ts';
import type { PrefillRequestDto } from './prefill-request.dto.ts';
import { FormUnknown, FormVersionChanged } from './prefill.errors.ts';
import { FillableForms } from './fillable-forms.service.ts';
import { type Asking, fill, isOfOneself } from './prefill.rules.ts';

type Recipient = Pick<Form, 'authority' | 'purpose'>;

interface Caller {
  readonly citizen: AccessClaims;
  readonly traceId: string;
  readonly actingFor: ActingForDto | undefined;
}

/** Fills a form with what registers say, on previews of the person's own; nothing is kept but these. */
@Injectable()
export class PrefillService {
  private readonly problems: string;

  constructor(
    { publicUrl }: HttpConfig,
    private readonly forms: FillableForms,
    @Inject(EVIDENCE_TYPES) private readonly types: EvidenceTypes,
    private readonly policy: PolicyStore,
    private readonly keys: EncryptionKeys,
    private readonly choices: StandingChoices,
    private readonly previews: PreviewsService,
  ) {
    this.problems = `${publicUrl}/problems/`;
  }

  /** @throws FormUnknown, FormVersionChanged */
  async formOf({ form: id, version }: PrefillRequestDto): Promise<Form> {
    const form = this.forms.of(await this.policy.upToDate()).get(id);
    if (form === undefined) throw new FormUnknown();
    if (form.version !== version) throw new FormVersionChanged(form.version);
    return form;
  }

  /**
   * All registers are asked at once; each source succeeds or fails by itself.
   * @throws AssuranceTooLow, RecipientKeyMissing
   */
  async fill(
    form: Form,
    asking: readonly Asking[],
    caseReference: string | undefined,
    caller: Caller,
  ): Promise<PrefillDto> {
    const authority = actingFor(this.policy.current, form.authority);
    const of = { authority, purpose: form.purpose };
    const chosen = await this.chosen(of, asking, caller);
    const shown = await this.shown(of, asking, { chosen, caseReference, caller });
    const sources = form.sources.map(
      ({ evidenceType }): PrefilledSourceDto =>
        shown.get(evidenceType) ?? { evidenceType, status: 'DECLINED', otherWays },
    );
    const bySource = new Map(sources.map((source) => [source.evidenceType, source]));
    const fields = fieldsOf(form).map((field) =>
      this.withRegister(fill(field, bySource.get(field.source?.evidenceType ?? ''))),
    );
    const { id, version, purpose } = form;
    return { form: id, version, authority, purpose, fields, sources };
  }

  /** The choice of each source, in their order; one that was named is not looked at here. */
  private async chosen(
    { authority, purpose }: Recipient,
    asking: readonly Asking[],
    { citizen, actingFor: represented }: Caller,
  ): Promise<readonly Chosen[]> {
    const anew = asking.filter(({ source }) => source.noticeSha256 !== undefined);
    const wishes = anew.map((each) => {
      const { evidenceType, noticeSha256 } = each.source;
      return {
        kind: 'CHOICE' as const,
        authority,
        purpose,
        evidenceType,
        noticeSha256: noticeSha256!,
        ...(!isOfOneself(each, represented) && { actingFor: represented! }),
        ...(this.types.get(evidenceType)?.register !== 'residents' && { subject: each.named }),
      };
    });
    const made =
      anew.length === 0 ? [] : await this.choices.of(wishes, citizen, () => this.keys.demand(authority));
    return asking.map((each) =>
      each.source.consentId === undefined ? made[anew.indexOf(each)]! : { id: each.source.consentId },
    );
  }

  private async shown(
    { authority, purpose }: Recipient,
    asking: readonly Asking[],
    { chosen, caseReference, caller }: Asked,
  ): Promise<ReadonlyMap<string, PrefilledSourceDto>> {
    const ready = asking.flatMap((each, index): readonly Ready[] => {
      const [{ source, subject }, choice] = [each, chosen[index]!];
      if ('problem' in choice) return [];
      const item = { evidenceType: source.evidenceType, consentId: choice.id };
      return [{ item, subject, isOfOneself: isOfOneself(each, caller.actingFor) }];
    });
    const request = {
      authority,
      purpose,
      items: [],
      ...(caseReference !== undefined && { caseReference }),
    };
    const parts = await Promise.all(
      [true, false].map((own) =>
        this.previewed(
          own || caller.actingFor === undefined ? request : { ...request, actingFor: caller.actingFor },
          ready.filter((each) => each.isOfOneself === own),
          caller,
        ),
      ),
    );
    const found = new Map(parts.flat().map((preview) => [preview.evidenceType, preview]));
    return new Map(
      asking.map(({ source: { evidenceType }, pointer }, index): [string, PrefilledSourceDto] => {
        const choice = chosen[index]!;
        if ('problem' in choice)
          return [evidenceType, this.refused(evidenceType, within(choice.problem, pointer), caller.traceId)];
        return [evidenceType, Object.assign({}, found.get(evidenceType)!, { consentId: choice.id })];
      }),
    );
  }

  /** An officer sees what is asked about themself also where the company's register does not let them act. */
  private async previewed(
    request: PreviewRequestDto,
    ready: readonly Ready[],
    { citizen, traceId, actingFor: represented }: Caller,
  ): Promise<readonly PreviewDto[]> {
    if (ready.length === 0) return [];
    try {
      return (await this.previews.shown(request, ready, citizen, traceId)).previews;
    } catch (error) {
      const isOfCompany = request.actingFor !== undefined && represented?.as === 'OFFICER';
      if (!isOfCompany || !(error instanceof DomainError) || !ofRepresentation.has(error.code)) throw error;
      return ready.map(({ item }) => this.refused(item.evidenceType, error, traceId) as PreviewDto);
    }
  }

  private refused(evidenceType: string, problem: DomainError, traceId: string): PrefilledSourceDto {
    return {
      evidenceType,
      status: 'PROBLEM',
      problem: toProblem(problem, this.problems, traceId)!,
      otherWays,
    };
  }

  private withRegister(field: PrefilledFieldDto): PrefilledFieldDto {
    const register = this.types.get(field.evidenceType ?? '')?.register;
    return register === undefined ? field : Object.assign({}, field, { register });
  }
}

/** An own choice is judged without the other register. */
const ofRepresentation: ReadonlySet<string> = new Set([
  'representation-refused',
  'representation-joint',
  'register-unavailable',
]);

interface Ready {
  readonly item: { readonly evidenceType: string; readonly consentId: string };
  readonly subject: Subject;
  readonly isOfOneself: boolean;
}
interface Asked {
  readonly chosen: readonly Chosen[];
  readonly caseReference: string | undefined;
  readonly caller: Caller;
}

const within = (problem: DomainError, pointer: string): DomainError =>
  problem instanceof ConsentNotPossible ? problem.within(pointer) : problem;
