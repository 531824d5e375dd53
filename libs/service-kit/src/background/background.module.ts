import {
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Loop, type LoopOptions } from './loop.ts';

/** What lives as long as the application. */
export interface Task {
  start?(): void;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

/**
 * Everything that an application does besides answering. All of it begins when the application does, and ends in one
 * hook: after the last request was answered, before the database's global module closes its pools.
 */
@Injectable()
export class Background implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Background');
  private readonly tasks: Task[] = [];
  private readonly lastTasks: Task[] = [];

  loop(options: LoopOptions): Loop {
    const loop = new Loop(options);
    if (options.hasLastRun === true) this.addLast(loop);
    else this.add(loop);
    return loop;
  }

  add(task: Task): void {
    this.tasks.push(task);
  }

  /** Ends when all others have: what carries away their results, or closes what they use. */
  addLast(task: Task): void {
    this.lastTasks.push(task);
  }

  onApplicationBootstrap(): void {
    for (const task of [...this.tasks, ...this.lastTasks]) task.start?.();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end(this.tasks);
    await this.end(this.lastTasks);
  }

  private async end(tasks: readonly Task[]): Promise<void> {
    for (const end of await Promise.allSettled(tasks.map(async (task) => task.stop())))
      if (end.status === 'rejected')
        this.log.error({ msg: 'did not end cleanly', err: end.reason as unknown });
  }
}

/** Not global: Nest ends the modules that use another one before it, and the global ones last. */
@Module({ providers: [Background], exports: [Background] })
export class BackgroundModule {}
