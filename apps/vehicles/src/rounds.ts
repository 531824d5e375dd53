import { Logger } from '@nestjs/common';

export interface RoundsOptions {
  /** Shown in the log when a round fails. */
  readonly name: string;
  /** Pause while there is nothing to do. */
  readonly pauseMs: number;
  /** One round; true when there is more to do at once. */
  readonly work: () => Promise<boolean>;
}

/** Looks for work again and again until it is stopped. A round that fails is the next one's business. */
export class Rounds {
  private readonly logger: Logger;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(private readonly options: RoundsOptions) {
    this.logger = new Logger(options.name);
  }

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const more = await this.options.work().catch((error: unknown) => {
        this.logger.warn(error);
        return false;
      });
      if (!more && !this.stopped) await this.pause();
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.options.pauseMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
