/** Made by `npm run generate` from the API description of procedures; a change by hand is refused. */
import type { ServiceRoutes } from '../routes.ts';

export interface Localised {
  readonly de: string;
  readonly en: string;
}

export interface Form {
  readonly id: string;
  readonly version: number;
  /** Decides on what is handed in */
  readonly authority: string;
  readonly purpose: string;
  readonly title: Localised;
  /** Evidence types that may be released with it */
  readonly evidenceTypes: readonly string[];
}

export interface FormList {
  readonly forms: readonly Form[];
}

export interface WholeForm {
  readonly id: string;
  readonly version: number;
  /** Decides on what is handed in */
  readonly authority: string;
  readonly purpose: string;
  readonly title: Localised;
  /** Evidence types that may be released with it */
  readonly evidenceTypes: readonly string[];
  /** As the file of the form says */
  readonly definition: Readonly<Record<string, unknown>>;
}

export interface NewDraft {
  /** Id of the form */
  readonly form: string;
  /** Version of the form that is shown */
  readonly version: number;
}

export interface Answer {
  /** Field of the form */
  readonly field: string;
  /** As typed; yes and no as `true` and `false`, days as `YYYY-MM-DD` */
  readonly value: string;
}

export interface UnfitField {
  readonly field: string;
  readonly detail: string;
}

export interface Draft {
  readonly id: string;
  readonly form: string;
  /** Version of the form that it was typed into */
  readonly formVersion: number;
  /** Send it as `expectedVersion` */
  readonly version: number;
  readonly changedAt: string;
  /** When it is removed */
  readonly expiresAt: string;
  /** Set where the form has another version now */
  readonly currentFormVersion?: number;
  readonly answers: readonly Answer[];
  /** What the form of today does not have or does not take; it is kept all the same */
  readonly unfit: readonly UnfitField[];
}

export interface DraftSummary {
  readonly id: string;
  readonly form: string;
  /** Version of the form that it was typed into */
  readonly formVersion: number;
  /** Send it as `expectedVersion` */
  readonly version: number;
  readonly changedAt: string;
  /** When it is removed */
  readonly expiresAt: string;
}

export interface DraftList {
  readonly drafts: readonly DraftSummary[];
}

export interface SaveDraft {
  /** The `version` that was read */
  readonly expectedVersion: number;
  /** Version of the form that it was typed into */
  readonly formVersion: number;
  readonly answers: readonly Answer[];
}

export interface SubmittedSource {
  /** Evidence type of the form */
  readonly evidenceType: string;
  /** As the gateway answered the use of the preview: a compact JWE */
  readonly release?: string;
  /** The `releases` that the gateway answered, one for each system of the authority; instead of `release` */
  readonly releases?: readonly string[];
  /** How it comes instead */
  readonly way?: 'ENTER_IT' | 'BRING_PAPER';
}

export interface SubmitDraft {
  /** The `version` that was read */
  readonly expectedVersion: number;
  /** For each evidence type of the form what became of it */
  readonly sources: readonly SubmittedSource[];
}

export interface SubmissionSummary {
  readonly id: string;
  readonly form: string;
  readonly formVersion: number;
  /** That decides on it today */
  readonly authority: string;
  readonly state: 'RECEIVED' | 'IN_REVIEW' | 'ASKED' | 'DECIDED';
  readonly receivedAt: string;
  /** Undecided, it is removed after this day; each question, answer and taking begins its time anew */
  readonly endsOn?: string;
}

export interface MySubmissionList {
  readonly submissions: readonly SubmissionSummary[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface Paper {
  /** OPEN: the authority waits for it. SEEN: a clerk has had it in hand */
  readonly state: 'OPEN' | 'SEEN';
  /** Day on which it was seen */
  readonly seenOn?: string;
}

export interface Source {
  readonly evidenceType: string;
  /** LOST: it was released, and cannot be had any more. NOT_RELEASED: another way was chosen instead */
  readonly state: 'WAITING' | 'EVIDENCE' | 'LOST' | 'NOT_RELEASED';
  /** How it comes where it was not released */
  readonly way?: string;
  /** Code of the problem where it was lost */
  readonly problem?: string;
  /** What is left where it was lost */
  readonly waysOn?: readonly ('RELEASE_AGAIN' | 'BRING_PAPER')[];
  /** The decision at the gateway, under which the data trail of the applicant has it (`GET /v1/me/disclosures/{id}`); to the applicant absent of what was released for another one */
  readonly lookupId?: string;
  /** Where it comes on paper, was lost or the register had nothing, and where a paper was seen */
  readonly paper?: Paper;
}

export interface Message {
  readonly kind: 'QUESTION' | 'ANSWER';
  readonly at: string;
  readonly text: string;
}

export interface Decision {
  readonly outcome: 'GRANTED' | 'REFUSED';
  /** Whether a machine decided, by rules that all were met */
  readonly isAutomatic: boolean;
  readonly reason?: string;
  readonly decidedAt: string;
}

export interface MySubmission {
  readonly id: string;
  readonly form: string;
  readonly formVersion: number;
  /** That decides on it today */
  readonly authority: string;
  readonly state: 'RECEIVED' | 'IN_REVIEW' | 'ASKED' | 'DECIDED';
  readonly receivedAt: string;
  /** Undecided, it is removed after this day; each question, answer and taking begins its time anew */
  readonly endsOn?: string;
  /** What was typed */
  readonly statements: readonly Answer[];
  readonly sources: readonly Source[];
  readonly messages: readonly Message[];
  readonly decision?: Decision;
}

export interface AnswerSubmission {
  /** To what was asked */
  readonly text?: string;
  /** Evidence that is missing, released now */
  readonly sources?: readonly SubmittedSource[];
}

export interface Checked {
  /** How many rules are met */
  readonly met: number;
  readonly notMet: number;
  /** Of how many nobody can say it by what is there */
  readonly unknown: number;
}

export interface InboxEntry {
  readonly id: string;
  readonly form: string;
  readonly formVersion: number;
  /** That decides on it today */
  readonly authority: string;
  readonly state: 'RECEIVED' | 'IN_REVIEW' | 'ASKED' | 'DECIDED';
  readonly receivedAt: string;
  /** Undecided, it is removed after this day; each question, answer and taking begins its time anew */
  readonly endsOn?: string;
  /** Send it as `expectedVersion` */
  readonly version: number;
  /** Clerk who has taken it, and until when */
  readonly takenBy?: string;
  readonly takenUntil?: string;
  /** What the rules of the form found, as counts; absent before they were looked at */
  readonly checked?: Checked;
}

export interface Inbox {
  readonly submissions: readonly InboxEntry[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface SeenPaper {
  readonly paper: string;
  readonly seenOn: string;
  /** Clerk who had it in hand */
  readonly seenBy: string;
  readonly notedAt: string;
}

export interface ReleasedSource {
  readonly evidenceType: string;
  /** LOST: it was released, and cannot be had any more. NOT_RELEASED: another way was chosen instead */
  readonly state: 'WAITING' | 'EVIDENCE' | 'LOST' | 'NOT_RELEASED';
  /** How it comes where it was not released */
  readonly way?: string;
  /** Code of the problem where it was lost */
  readonly problem?: string;
  /** What is left where it was lost */
  readonly waysOn?: readonly ('RELEASE_AGAIN' | 'BRING_PAPER')[];
  /** The decision at the gateway, under which the data trail of the applicant has it (`GET /v1/me/disclosures/{id}`); to the applicant absent of what was released for another one */
  readonly lookupId?: string;
  /** Where it comes on paper, was lost or the register had nothing, and where a paper was seen */
  readonly paper?: Paper;
  readonly registerAuthority?: string;
  /** When the register was asked */
  readonly asOf?: string;
  /** By field path, as the register answered */
  readonly values?: Readonly<Record<string, unknown>>;
  /** By field path: register, version, since when it holds and when it was recorded */
  readonly provenance?: Readonly<Record<string, unknown>>;
  /** The applicant released it for another person, e.g. a child */
  readonly isForAnother?: boolean;
  /** As what the applicant released it. OFFICER: for the company, and the commercial register said when it was taken that they represent it */
  readonly givenAs?: 'PARENT' | 'OFFICER';
  /** Of an officer: together with a second one, who has confirmed the choice; false: alone */
  readonly isGivenJointly?: boolean;
  /** Seen instead; the last one counts */
  readonly papers?: readonly SeenPaper[];
}

export interface Rule {
  readonly rule: string;
  readonly title: Localised;
  readonly met: 'YES' | 'NO' | 'UNKNOWN';
  readonly reason: Localised;
  readonly ground?: string;
}

export interface PreparedAct {
  readonly register: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface InboxSubmission {
  readonly id: string;
  readonly form: string;
  readonly formVersion: number;
  /** That decides on it today */
  readonly authority: string;
  readonly state: 'RECEIVED' | 'IN_REVIEW' | 'ASKED' | 'DECIDED';
  readonly receivedAt: string;
  /** Undecided, it is removed after this day; each question, answer and taking begins its time anew */
  readonly endsOn?: string;
  /** Send it as `expectedVersion` */
  readonly version: number;
  /** Clerk who has taken it, and until when */
  readonly takenBy?: string;
  readonly takenUntil?: string;
  /** What the rules of the form found, as counts; absent before they were looked at */
  readonly checked?: Checked;
  /** Statements of the applicant; nobody confirmed them */
  readonly statements: readonly Answer[];
  readonly evidence: readonly ReleasedSource[];
  readonly rules: readonly Rule[];
  readonly preparedAct?: PreparedAct;
  readonly messages: readonly Message[];
  readonly decision?: Decision;
  /** Why a clerk decided though a paper was open */
  readonly withoutPaper?: string;
}

export interface SeePaper {
  /** The `version` that was read */
  readonly expectedVersion: number;
  /** Instead of which evidence */
  readonly evidenceType: string;
  /** What you had in hand */
  readonly paper: string;
  /** Not later than today */
  readonly seenOn: string;
}

export interface DecideSubmission {
  /** The `version` that was read */
  readonly expectedVersion: number;
  readonly outcome: 'GRANTED' | 'REFUSED';
  /** Why (VwVfG §39(1)); the citizen reads it */
  readonly reason: string;
  /** Why it is decided though a paper is open; only then, and for the file alone */
  readonly withoutPaper?: string;
}

export interface AskBack {
  /** The `version` that was read */
  readonly expectedVersion: number;
  /** What the citizen is asked */
  readonly text: string;
}

export interface Callback {
  /** Where submissions and decisions are told; absent: nowhere */
  readonly url?: string;
  /** Whether there is a secret that signs: before, nothing is sent */
  readonly isSigned: boolean;
  /** In a row */
  readonly failures: number;
  /** Why nothing is sent any more, until a new secret is made */
  readonly disabledBecause?: string;
}

export interface CallbackSecret {
  /** Shown once (Standard Webhooks 1.0) */
  readonly secret: string;
}

/** RFC 9457 problem. `type` resolves to a page with cause and remedy. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly {
    /** RFC 6901 pointer into the body */
    readonly pointer: string;
    readonly code: string;
    readonly detail: string;
  }[];
  /** The decision row that records this refusal. */
  readonly lookupId?: string;
  readonly traceId?: string;
}

export interface Routes {
  /** Which applications can be made here */
  readonly 'GET /v1/forms': {
    readonly answer: FormList;
  };
  /** One of these, with its pages and fields */
  readonly 'GET /v1/forms/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: WholeForm;
  };
  /** Begin an application */
  readonly 'POST /v1/drafts': {
    readonly body: NewDraft;
    readonly answer: Draft;
  };
  /** What you have begun, newest first */
  readonly 'GET /v1/drafts': {
    readonly answer: DraftList;
  };
  /** One of these, with what was typed */
  readonly 'GET /v1/drafts/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Draft;
  };
  /** Save what was typed */
  readonly 'PUT /v1/drafts/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly body: SaveDraft;
    readonly answer: Draft;
  };
  /** Remove it */
  readonly 'DELETE /v1/drafts/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: undefined;
  };
  /** Hand it in */
  readonly 'POST /v1/drafts/{id}/submission': {
    readonly path: {
      readonly id: string;
    };
    readonly body: SubmitDraft;
    readonly answer: SubmissionSummary;
  };
  /** What you handed in, newest first */
  readonly 'GET /v1/me/submissions': {
    readonly query?: {
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
      /** Id of the last entry of the page before */
      readonly after?: string;
      /** Only the one to which this entry of your data trail belongs (`lookupId`) */
      readonly lookup?: string;
    };
    readonly answer: MySubmissionList;
  };
  /** One of these, with what was asked and decided */
  readonly 'GET /v1/me/submissions/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: MySubmission;
  };
  /** Answer what was asked, or release again what is missing */
  readonly 'POST /v1/me/submissions/{id}/answer': {
    readonly path: {
      readonly id: string;
    };
    readonly body: AnswerSubmission;
    readonly answer: MySubmission;
  };
  /** What was handed in to your authority, newest first */
  readonly 'GET /v1/submissions': {
    readonly query?: {
      /** Entries per page, 1–100; default 50 */
      readonly limit?: number | string;
      /** Id of the last entry of the page before */
      readonly after?: string;
      readonly state?: 'RECEIVED' | 'IN_REVIEW' | 'ASKED' | 'DECIDED';
      /** Only with this form */
      readonly form?: string;
      /** Only those that end undecided within half a year; see `endsOn` */
      readonly ending?: 'true';
    };
    readonly answer: Inbox;
  };
  /** One of these: statements, released evidence with provenance, and each rule */
  readonly 'GET /v1/submissions/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: InboxSubmission;
  };
  /** Work on it; nobody else can take it for seven days */
  readonly 'POST /v1/submissions/{id}/take': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: InboxSubmission;
  };
  /** Note that a paper is there: which one, and on which day you saw it */
  readonly 'POST /v1/submissions/{id}/papers': {
    readonly path: {
      readonly id: string;
    };
    readonly body: SeePaper;
    readonly answer: InboxSubmission;
  };
  /** Grant or refuse it, with the reason */
  readonly 'POST /v1/submissions/{id}/decision': {
    readonly path: {
      readonly id: string;
    };
    readonly body: DecideSubmission;
    readonly answer: InboxSubmission;
  };
  /** Ask the citizen */
  readonly 'POST /v1/submissions/{id}/question': {
    readonly path: {
      readonly id: string;
    };
    readonly body: AskBack;
    readonly answer: InboxSubmission;
  };
  /** How your authority's own system is told */
  readonly 'GET /v1/callback': {
    readonly answer: Callback;
  };
  /** Make the secret that signs what is sent */
  readonly 'POST /v1/callback/secrets': {
    readonly answer: CallbackSecret;
  };
}

export const procedures: ServiceRoutes<Routes> = {
  name: 'procedures',
  keyed: new Set<keyof Routes>(['POST /v1/drafts/{id}/submission']),
};
