import { type AssuranceLevel, assuranceLevels, type SubjectKind, subjectKinds } from '#libs/contracts';
import type { ValidateFunction } from 'ajv';
import { createAjv, type Localised } from '../evidence-types/index.ts';
import type { Limit } from './limit.rules.ts';
import type { GroundKind } from './policy.snapshot.ts';

/** The policy as it is written down and applied as a whole. */
export interface PolicyFile {
  readonly authorities: readonly {
    readonly id: string;
    readonly name: string;
    readonly active: boolean;
    /** First and last day, `YYYY-MM-DD`, Europe/Berlin, and who takes over from the next one on. */
    readonly from?: string;
    readonly until?: string;
    readonly successor?: string;
    /** The norm by which persons are not told what it asked about them; absent where they are told. */
    readonly concealed?: string;
    /** Postal address, and where a person reaches it; stand in receipts. */
    readonly address?: string;
    readonly contact?: string;
  }[];
  readonly clients: readonly { readonly id: string; readonly authority: string; readonly active: boolean }[];
  readonly purposes: readonly {
    readonly id: string;
    readonly title: Localised;
    /** Level of assurance that a citizen's login must reach to choose or consent for it; default `substantial`. */
    readonly minimumAcr?: AssuranceLevel;
  }[];
  readonly grants: readonly GrantEntry[];
  readonly eventGrants?: readonly EventGrantEntry[];
  /** Where an authority may be called with events; a subscription names one by its id. */
  readonly callbacks?: readonly { readonly id: string; readonly authority: string; readonly url: string }[];
  /** How much may be asked; for clients and kinds of subject that none is about, {@link usualLimit} holds. */
  readonly limits?: readonly LimitEntry[];
}

export interface LimitEntry extends Limit {
  /** Absent: every client that has none of its own. */
  readonly client?: string;
  readonly subjectKinds: readonly SubjectKind[];
}

/** What grants of lookups and of events have in common. */
export interface GrantTerms {
  readonly id: string;
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly ground: { readonly kind: GroundKind; readonly legalBasis: string };
  /** First and last day, `YYYY-MM-DD`, Europe/Berlin. */
  readonly validFrom: string;
  readonly lastDay?: string;
  /** The open row of docs/law.md for which the ground does not carry yet; absent where it does. */
  readonly provisional?: string;
}

/** Who may look up what, for what and on which ground. */
export interface GrantEntry extends GrantTerms {
  /** On choice nothing is released unseen, unless the evidence cannot come at once (EGovG §5(5)): then why. */
  readonly preview?: { readonly notPossible: string };
  /** SGB X §67f(4): previewed without exception. */
  readonly socialData?: true;
  /** How the subject may be named: one or more of the kinds that the evidence type is asked for by. */
  readonly subjectKinds: readonly SubjectKind[];
}

/**
 * Who may subscribe to which events of one register, for what and on which ground. Every delivery is decided like a
 * lookup of this evidence type with these fields by record, so it says no more than that the register holds a record to tell of.
 */
export interface EventGrantEntry extends GrantTerms {
  readonly eventTypes: readonly string[];
}

const id = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' };
const text = { type: 'string', minLength: 1, maxLength: 300 };
const day = { type: 'string', format: 'date' };
const strict = (properties: object, optional: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
const list = (items: object): object => ({ type: 'array', items });

const texts = { type: 'array', minItems: 1, uniqueItems: true, items: text };
const grant = {
  id,
  authority: id,
  purpose: id,
  evidenceType: text,
  fields: texts,
  ground: strict({ kind: { enum: ['CHOICE', 'CONSENT', 'STATUTE'] }, legalBasis: text }),
  validFrom: day,
  lastDay: day,
  provisional: { type: 'string', pattern: '^law-review (1\\.4 row \\d+|2 row A\\d+)$' },
};
const optional = ['lastDay', 'provisional'];

const allowance = (most: number, longestS: number): object =>
  strict({
    count: { type: 'integer', minimum: 1, maximum: most },
    windowS: { type: 'integer', minimum: 1, maximum: longestS },
  });
const kinds = { type: 'array', minItems: 1, uniqueItems: true, items: { enum: subjectKinds } };
const limit = strict(
  {
    client: id,
    subjectKinds: kinds,
    lookups: allowance(10_000_000, 3_600),
    guesses: allowance(10_000_000, 86_400),
  },
  ['client'],
);

const policyFile = strict(
  {
    authorities: list(
      strict(
        {
          id,
          name: text,
          active: { type: 'boolean' },
          from: day,
          until: day,
          successor: id,
          concealed: text,
          address: text,
          contact: text,
        },
        ['from', 'until', 'successor', 'concealed', 'address', 'contact'],
      ),
    ),
    clients: list(strict({ id, authority: id, active: { type: 'boolean' } })),
    purposes: list(
      strict({ id, title: strict({ de: text, en: text }), minimumAcr: { enum: assuranceLevels } }, [
        'minimumAcr',
      ]),
    ),
    grants: list(
      strict(
        {
          ...grant,
          subjectKinds: kinds,
          preview: strict({ notPossible: text }),
          socialData: { const: true },
        },
        [...optional, 'preview', 'socialData'],
      ),
    ),
    eventGrants: list(strict({ ...grant, eventTypes: texts }, optional)),
    callbacks: list(strict({ id, authority: id, url: { type: 'string' } })),
    limits: list(limit),
  },
  ['eventGrants', 'callbacks', 'limits'],
);

let compiled: ValidateFunction<PolicyFile> | undefined;

/**
 * Whether the content has the shape of a policy; its references are checked separately. Compiled when it is first asked
 * for: a service reads no such file.
 */
export const policyFileValidator = (): ValidateFunction<PolicyFile> =>
  (compiled ??= createAjv().compile<PolicyFile>(policyFile));
