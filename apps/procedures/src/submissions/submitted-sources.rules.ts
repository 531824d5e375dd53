import type { ProblemDetailItem } from '#libs/contracts';
import type { ProcedureForm, Ways } from '../forms/index.ts';
import type { SubmittedSourceDto, Way } from './submit.dto.ts';

/** What became of one evidence type of the form. */
export interface ReadSource {
  readonly evidenceType: string;
  /** One JWE, or several separated by spaces; absent where nothing was released. */
  readonly release?: string;
  readonly way?: Way;
  /** Where it stands in the body; absent for what was not named there. */
  readonly at?: number;
}

const fault = (at: number, member: string, detail: string): ProblemDetailItem => ({
  pointer: `/sources/${at}/${member}`,
  code: 'request-invalid',
  detail,
});

/** Faults of what came, each with its place. */
export function sourceFaults(
  sources: readonly SubmittedSourceDto[],
  form: Pick<ProcedureForm, 'evidenceTypes'>,
): readonly ProblemDetailItem[] {
  return sources.flatMap(({ evidenceType, release, releases, way }, at) => {
    if (!form.evidenceTypes.includes(evidenceType))
      return [fault(at, 'evidenceType', 'The form asks for no such evidence; leave it out.')];
    const given = [release, releases, way].filter((each) => each !== undefined).length;
    return given === 1
      ? []
      : [fault(at, 'release', 'Send one of release, releases and way: it was released, or comes otherwise.')];
  });
}

export const waysOf = (sources: readonly ReadSource[]): Ways =>
  Object.fromEntries(
    sources.flatMap(({ evidenceType, release, way }) => {
      const became = release === undefined ? way : 'RELEASED';
      return became === undefined ? [] : [[evidenceType, became] as const];
    }),
  );

/** In the order of the form; what was not named was not released. */
export function readSources(
  sources: readonly SubmittedSourceDto[],
  form: Pick<ProcedureForm, 'evidenceTypes'>,
): readonly ReadSource[] {
  return form.evidenceTypes.map((evidenceType) => {
    const at = sources.findIndex((each) => each.evidenceType === evidenceType);
    const source = sources[at];
    if (source === undefined) return { evidenceType };
    const release = source.release ?? source.releases?.join(' ');
    return {
      evidenceType,
      at,
      ...(release !== undefined && release !== '' && { release }),
      ...(source.way !== undefined && { way: source.way }),
    };
  });
}
