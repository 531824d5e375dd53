import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Of a policy, what decides which forms can be filled; the policy file of the gateway has it all. */
export interface FormPolicy {
  readonly authorities: readonly { readonly id: string }[];
  readonly purposes: readonly { readonly id: string }[];
  readonly grants: readonly FormGrant[];
  readonly evidenceTypes: ReadonlyMap<string, FormEvidenceType>;
}

export interface FormGrant {
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly subjectKinds: readonly string[];
  readonly fields: readonly string[];
  readonly ground: { readonly kind: string };
  readonly validFrom: string;
  readonly lastDay?: string;
}

export interface FormEvidenceType {
  readonly id: string;
  readonly subjectKinds: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  /** JSON Schema of the evidence. */
  readonly schema: object;
}

const json = (file: URL): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** From the files of the gateway: its policy, and the folder of its evidence types. */
export function loadFormPolicy(policyFile: URL, evidenceTypesFolder: URL): FormPolicy {
  const types = readdirSync(evidenceTypesFolder).map(
    (name) => json(new URL(name, evidenceTypesFolder)) as FormEvidenceType,
  );
  return {
    ...(json(policyFile) as Omit<FormPolicy, 'evidenceTypes'>),
    evidenceTypes: new Map(types.map((type) => [type.id, type])),
  };
}

/** A folder as a URL that names are appended to. */
export const folderUrl = (folder: URL | string): URL => {
  const url = typeof folder === 'string' ? pathToFileURL(folder) : folder;
  return new URL(url.href.endsWith('/') ? url.href : `${url.href}/`);
};
