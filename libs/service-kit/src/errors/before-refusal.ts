const DUE = Symbol('DUE');

interface Owing {
  [DUE]?: () => Promise<void>;
}

/** Has something done before the request may be refused, whatever ends it; a failure of that is answered instead. */
export const beforeRefusal = (request: object, what: () => Promise<void>): void => {
  (request as Owing)[DUE] = what;
};

/** What is to be done; absent for nearly every request. */
export const dueBeforeRefusal = (request: object): (() => Promise<void>) | undefined =>
  (request as Owing)[DUE];
