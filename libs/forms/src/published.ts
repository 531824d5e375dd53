import type { Form } from './form.ts';
import type { Finding } from './mistake.ts';

/** Digest of each version that people may have seen, by form and version. */
export type PublishedForms = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A version stands for one content: drafts and portals go by it. */
export function publishedFindings(
  { id, version, digest }: Form,
  published: PublishedForms,
): readonly Finding[] {
  const known = published[id]?.[version];
  if (known === undefined || known === digest) return [];
  const what = `Version ${version} was published with another content.`;
  return [{ path: ['version'], what, remedy: 'Raise it by one.' }];
}

/** With the versions that are new; one that is known keeps its digest. */
export function withPublished(published: PublishedForms, forms: Iterable<Form>): PublishedForms {
  const all: Record<string, Readonly<Record<string, string>>> = { ...published };
  for (const { id, version, digest } of forms) all[id] = { [version]: digest, ...all[id] };
  return all;
}
