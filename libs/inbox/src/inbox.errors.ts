/** The handler of an event threw, or its transaction could not be committed because of what it had done. */
export class HandlerFailed extends Error {
  constructor(override readonly cause: unknown) {
    super('The handler of an event failed.');
  }
}

/** The event is left to another member of the group, or to the next start of this one. */
export class WorkAbandoned extends Error {
  constructor() {
    super('The work was left to another member of the group.');
  }
}
