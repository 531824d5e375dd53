import type { Gateway } from '#libs/client';
import type { ExampleSubject } from '../portal.config.ts';

export interface Example {
  readonly method: 'POST';
  readonly path: '/v1/lookups' | '/v1/requests';
  readonly body: object;
  /** Of the first request's answer: a person is asked first, and what they release is fetched then. */
  readonly isAsked: boolean;
}

const PLACEHOLDER = '…';

/**
 * A first request by a grant. On choice the person is asked and sees the evidence first (EGovG §5(5)); on statute it is looked
 * up. On consent without preview a lookup names the consent.
 */
export function exampleOf(
  { purpose, evidenceType, subjectKinds, fields, kind, previewRequired }: Gateway.Grant,
  given: ExampleSubject = {},
): Example {
  const value = (name: string): string => given[name as keyof ExampleSubject] ?? PLACEHOLDER;
  const [subjectKind = 'idnr'] = subjectKinds;
  const subject: Record<string, string> = { [subjectKind]: value(subjectKind) };
  if (subjectKind === 'idnr') subject['birthDate'] = value('birthDate');
  if (previewRequired) {
    const person = { idnr: value('idnr') };
    return {
      method: 'POST',
      path: '/v1/requests',
      isAsked: true,
      body: { purpose, person, items: [{ evidenceType }] },
    };
  }
  const consent = kind === 'STATUTE' ? {} : { consentId: PLACEHOLDER };
  const body = { evidenceType, purpose, subject, fields, ...consent };
  return { method: 'POST', path: '/v1/lookups', isAsked: false, body };
}

/** For a shell, in one piece to paste. @param url of the gateway */
export function commandsFor(url: string, { path, body }: Example): string {
  const json = JSON.stringify(body, undefined, 2).replaceAll("'", `'\\''`);
  return [
    `curl -s ${url}${path} -H "Authorization: Bearer $TOKEN" \\`,
    `  -H 'Content-Type: application/json' -d '${json}'`,
  ].join('\n');
}
