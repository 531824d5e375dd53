import {
  NothingToUse,
  PreviewDecided,
  PreviewExpired,
  PreviewUnknown,
  ReleaseChanged,
  ReleaseExpired,
  ReleaseTaken,
  ReleaseUnknown,
} from './preview.errors.ts';

/** ENDED by the person's death, of which no answer tells: it looks like one that expired. */
export type PreviewState = 'OPEN' | 'DECLINED' | 'RELEASED' | 'TAKEN' | 'CHANGED' | 'ENDED';

/** A preview as its person finds it. */
export interface FoundPreview {
  readonly state: PreviewState;
  readonly expired: boolean;
  /** The request that it answers was answered otherwise. */
  readonly answered?: boolean;
  /** Absent without evidence, and once nobody needs it any more. */
  readonly sealed: string | null;
  /** The release, encrypted to its recipient. */
  readonly envelope: string | null;
}

/** What can be used, or was and can be told again. @throws PreviewUnknown, PreviewExpired, PreviewDecided, NothingToUse */
export function usable<P extends FoundPreview>(found: P | undefined): P & { readonly sealed: string } {
  const preview = undecided(found, ['RELEASED', 'TAKEN']);
  const { state, sealed } = preview;
  if (sealed === null) throw state === 'OPEN' ? new NothingToUse() : new PreviewDecided();
  return { ...preview, sealed };
}

/** What can be declined, or was. @throws PreviewUnknown, PreviewExpired, PreviewDecided */
export const declinable = <P extends FoundPreview>(found: P | undefined): P => undecided(found, ['DECLINED']);

/** @param again states in which the same decision may be sent once more */
function undecided<P extends FoundPreview>(found: P | undefined, again: readonly PreviewState[]): P {
  if (found === undefined) throw new PreviewUnknown();
  if (found.state === 'ENDED' || (found.expired && found.state !== 'TAKEN')) throw new PreviewExpired();
  if (found.state === 'OPEN' && found.answered === true) throw new PreviewDecided();
  if (found.state !== 'OPEN' && !again.includes(found.state)) throw new PreviewDecided();
  return found;
}

/** A release as its recipient finds it. */
export interface FoundRelease {
  readonly state: PreviewState;
  readonly expired: boolean;
  /** The key of the request that took it. */
  readonly takenKey: string | null;
  /** Taken so lately that the same request is answered again. */
  readonly repeatable: boolean | null;
}

/** @throws ReleaseUnknown, ReleaseExpired, ReleaseTaken, ReleaseChanged */
export function takeable<R extends FoundRelease>(found: R | undefined, key: string): R {
  switch (found?.state) {
    case 'RELEASED':
      if (found.expired) throw new ReleaseExpired();
      return found;
    case 'TAKEN':
      if (found.takenKey !== key || found.repeatable !== true) throw new ReleaseTaken();
      return found;
    case 'CHANGED':
      throw new ReleaseChanged();
    case 'ENDED':
      throw new ReleaseExpired();
    case 'OPEN':
    case 'DECLINED':
    case undefined:
      throw new ReleaseUnknown();
  }
}
