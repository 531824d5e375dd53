import { Injectable } from '@nestjs/common';
import { Background } from '#libs/service-kit';
import { AuditStore, SYSTEM } from '../audit/audit.store.ts';
import { CorrectionStore } from './correction.store.ts';

const EVERY_MS = 5_000;

/** Ends approved corrections whose group did not answer, so that they bar no other one. */
@Injectable()
export class CorrectionLapse {
  constructor(
    private readonly store: CorrectionStore,
    private readonly audit: AuditStore,
    background: Background,
  ) {
    background.loop({ name: 'correction-lapse', everyMs: EVERY_MS, work: () => this.lapse() });
  }

  private async lapse(): Promise<void> {
    await this.store.transaction(async (manager) => {
      for (const id of await this.store.lapse(manager))
        await this.audit.append(manager, {
          actor: SYSTEM,
          action: 'dead-letters.correction-lapsed',
          object: id,
        });
    });
  }
}
