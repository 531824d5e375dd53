import type { Gateway, Procedures } from '#libs/client';

export type Language = 'de' | 'en';
export type Level = 'low' | 'substantial' | 'high';

/** Who signed in, as the issuer told. */
export interface Person {
  /** `sub`: a pseudonym. */
  readonly subject: string;
  readonly level: Level;
  /** Names as they are shown; absent where the issuer tells none. */
  readonly givenNames?: string;
  readonly familyName?: string;
  readonly birthDate?: string;
  /** Whether the issuer tells a number; under a lock it tells none, and there is the paper way alone. The number itself is asked for where a request needs it, and kept nowhere (ADR 0073). */
  readonly hasNumber?: true;
  /** Of staff. */
  readonly authority?: string;
}

export interface HeldToken {
  readonly token: string;
  /** Milliseconds since 1970; before it another one is got. */
  readonly until: number;
}

/** For whom an application is made. A company is not named here: the form asks which one it is. */
export type Acting =
  | { readonly as: 'MYSELF' | 'OFFICER' }
  | { readonly as: 'PARENT'; readonly child: { readonly idnr: string; readonly birthDate: string } };

/** What somebody said of one source of a form. */
export interface SourceChoice {
  /** ASK_AGAIN: the text that was shown is not the one of today. */
  readonly way: 'FETCH' | 'OTHER' | 'ASK_AGAIN';
  /** Of the text that was shown. */
  readonly noticeSha256?: string;
  /** What the text named that the form has no field for: it is shown all the same, as the authority gets it too. */
  readonly besides?: readonly Pick<Gateway.EvidenceField, 'path' | 'title'>[];
  /** Tells it from another choice that reads alike. */
  readonly made?: string;
  /** As the gateway keeps it, once something was fetched on it. */
  readonly consentId?: string;
  /** Asked again, as it was taken back or rests. */
  readonly isOver?: true;
}

/** How far an application came that is not handed in yet; what was typed is in its draft, kept by `procedures`. */
export interface Application {
  /** Absent until it was asked. */
  readonly acting?: Acting;
  /** By evidence type. */
  readonly choices: Readonly<Record<string, SourceChoice>>;
  /** What the registers answered, for as long as the session lasts. */
  readonly filled?: Gateway.Prefill;
  /** Fields that say something else than when they were shown before. */
  readonly changed: readonly string[];
  /** By evidence type: what was used or declined goes with the application once, however often a page is sent. */
  readonly decided: Readonly<Record<string, Procedures.SubmittedSource>>;
  /** Fields that were on a page which was sent, whether or not they were filled in. */
  readonly asked: readonly string[];
  /** What it was handed in with: where the answer was lost, the very same is sent again. */
  readonly handedIn?: Procedures.SubmitDraft;
  /** Id of what became of it. */
  readonly submission?: string;
}

/** What a person chose for one evidence type that an authority asks them for, and what the register told them. */
export interface AskedAnswer {
  readonly consentId: string;
  /** What they typed, where it is not about themselves. */
  readonly typed: string;
  readonly told: Gateway.Preview;
}

/** A login that was begun: what its answer is checked against, and where it goes on then. */
export interface BegunLogin {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly goesOn: string;
  readonly level?: Level;
  /** Whether the issuer was asked for a login of just now. */
  readonly isFresh?: true;
}

/** A page that was sent and not done, as its session had ended or somebody did not answer; shown again, filled in. */
export interface UnsentPage {
  readonly fields: Readonly<Record<string, string>>;
  /** Of the page that it was typed on, which says whose page that was; absent where it is the session's own. */
  readonly formKey?: string;
}

/** By path. */
export type Unsent = Readonly<Record<string, UnsentPage>>;

/** All that is kept between two requests of a browser. */
export interface Session {
  /** Goes with every form of this session. */
  readonly formKey: string;
  /** Those that were begun last; each tab may begin one. */
  readonly logins?: readonly BegunLogin[];
  readonly person?: Person;
  /** Whose login ended while its applications were kept, for the next login of the same person. */
  readonly formerly?: string;
  readonly refreshToken?: string;
  /** By base URL of the service. */
  readonly tokens: Readonly<Record<string, HeldToken>>;
  /** Drafts by the page that began them, the latest alone: a second click on it begins no second one. */
  readonly begun?: Readonly<Record<string, string>>;
  /** By id of the draft. */
  readonly applications: Readonly<Record<string, Application>>;
  /** By request and evidence type; until it is used or declined. */
  readonly answers?: Readonly<Record<string, AskedAnswer>>;
  readonly unsent?: Unsent;
}
