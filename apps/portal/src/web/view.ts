import type { Readable } from 'node:stream';
import type { ComponentChildren, VNode } from 'preact';

/** A page as a controller answers it; the layout around it is made where it is sent. */
export interface View {
  /** Of the document, without the name of the site; begins with the fault where there is one. */
  readonly title: string;
  readonly main: ComponentChildren;
  readonly status?: number;
  /** Where "back" leads. */
  readonly back?: string;
  /** A script of this page beside that of all pages: its name among the assets. */
  readonly script?: string;
  /** Where the browser goes on by itself: a policy of forms stops the answer to one from leading away (CSP `form-action`). */
  readonly goesOnAt?: string;
}

/** The browser goes on there with a GET (RFC 9110 §15.4.4), so that a reload sends nothing again. */
export class SeeOther {
  readonly location: string;

  /** @param location path of this portal, or an address of the issuer */
  constructor(location: string) {
    this.location = location;
  }
}

/** A file for the browser to keep, such as the export of a data trail. */
export class Download {
  readonly name: string;
  readonly type: string;
  readonly content: string;

  constructor(name: string, type: string, content: string) {
    this.name = name;
    this.type = type;
    this.content = content;
  }
}

/** Server-Sent Events, for as long as there are any (WHATWG HTML, "Server-sent events"). */
export class EventStream {
  readonly events: Readable;

  constructor(events: Readable) {
    this.events = events;
  }
}

export type Answer = View | SeeOther | Download | EventStream;
export type { VNode };

/** As services make ids; what looks otherwise is asked of none. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A dot stands between letters alone, as in names of evidence types: no part leads upwards. */
const OWN_PATH = /^\/(de|en)(\/[\w-]+(\.[\w-]+)*)*(\?[\w=&%.:+-]*)?$/;

/** A path of this portal and nothing else: an address from a link or form never leads away (CWE-601). */
export const ownPath = (given: string | undefined): string | undefined =>
  given !== undefined && OWN_PATH.test(given) ? given : undefined;
