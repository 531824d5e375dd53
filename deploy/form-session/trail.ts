import type { Prefilled } from './application.ts';
import { type Cast, citizen } from './cast.ts';

interface Trail {
  readonly disclosures: readonly {
    readonly evidenceType: { readonly title: { readonly en: string } };
    readonly stage: string;
    readonly outcome: string;
    readonly recipient: string;
    readonly previewId?: string;
    readonly authority: { readonly name: string };
  }[];
}

/** What each register has told whom about this application, as the citizen's data trail says it. */
export async function trailOf(cast: Cast, { sources }: Prefilled): Promise<readonly string[]> {
  const { disclosures } = await cast.call<Trail>(citizen, 'gateway', '/v1/me/disclosures?limit=20');
  const previews = new Set(sources.map(({ id }) => id));
  return disclosures
    .filter(({ previewId }) => previewId !== undefined && previews.has(previewId))
    .map(
      ({ evidenceType, stage, outcome, recipient, authority }) =>
        `${stage} ${outcome} to ${recipient === 'PERSON' ? citizen : authority.name}: ${evidenceType.title.en}`,
    );
}
