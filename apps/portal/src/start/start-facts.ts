interface Both {
  readonly de: string;
  readonly en: string;
}

/** Somebody of the demonstration, as whom a visitor can sign in. */
export interface StartAccount {
  readonly name: string;
  /** What can be tried as such. */
  readonly about: Both;
}

/** What the page of a stack says that was started: where its doors are, and who is behind them. No secret is in it. */
export interface StartFacts {
  readonly host: string;
  readonly port: number;
  /** Where browsers find it; other names are refused. */
  readonly url: string;
  /** Base URLs of the portals. */
  readonly citizens: string;
  readonly staff: string;
  readonly operators: string;
  readonly developers: string;
  /** In the order in which they are shown; the first of each is the one of the guided task. */
  readonly accounts: {
    readonly citizens: readonly StartAccount[];
    readonly staff: readonly StartAccount[];
    readonly operators: readonly StartAccount[];
    readonly developers: readonly StartAccount[];
  };
  /** Plate that the guided task types. */
  readonly plate: string;
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
}

/** @returns once the page is served */
export type ServeStartPage = (facts: StartFacts) => Promise<{ close(): Promise<void> }>;
