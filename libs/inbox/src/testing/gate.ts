/** Holds work up until it is opened, and tells when someone stands before it. */
export class Gate {
  readonly reached: Promise<void>;
  private readonly opened: Promise<void>;
  private readonly arrive: () => void;
  readonly open: () => void;

  constructor() {
    const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    this.reached = reached.promise;
    this.opened = opened.promise;
    this.arrive = () => reached.resolve();
    this.open = () => opened.resolve();
  }

  pass(): Promise<void> {
    this.arrive();
    return this.opened;
  }
}
