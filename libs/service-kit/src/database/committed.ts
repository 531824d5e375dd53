import type { DataSource } from 'typeorm';

/** Something that is done in transactions of TypeORM, and whoever wants to hear of it once they are committed. */
export class Committed {
  private readonly transactions = new WeakSet<object>();

  /** It is done in the transaction of this manager. */
  note({ queryRunner }: { readonly queryRunner?: object | undefined }): void {
    if (queryRunner) this.transactions.add(queryRunner);
  }

  /** Calls after each commit of such a transaction in this process, and after none that is undone. */
  hear(source: DataSource, listener: () => void): void {
    source.subscribers.push({
      afterTransactionCommit: ({ queryRunner }) => {
        if (this.transactions.has(queryRunner)) listener();
      },
    });
  }
}
