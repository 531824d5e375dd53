import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';

const EVERY_MS = 3_600_000;

/** An event that its feed has dropped can neither be delivered again nor looked up, so its delivery is history. */
const pruneSql = `
delete from webhook_delivery d using subscription s
where s.id = d.subscription_id and d.position <= s.pruned_position`;

/** Keeps the list of deliveries as long as the feed they came from. */
@Injectable()
export class DeliveryRetention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Webhooks');
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.prune().catch(() => this.log.warn('Old deliveries were not dropped; the next hour tries again.'));
    }, EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @returns how many were dropped */
  async prune(): Promise<number> {
    const { rowCount } = await this.pool.query(pruneSql);
    return rowCount ?? 0;
  }
}
