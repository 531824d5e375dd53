import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { SubjectKind } from '#libs/contracts';
import { Background } from '#libs/service-kit';
import { limitFor, type PolicySnapshot, PolicyStore } from '../policy/index.ts';
import { Quota, type UsageSince } from './quota.ts';
import { UsageStore } from './usage.store.ts';

interface Entry {
  readonly client: string;
  readonly quota: Quota;
  policy: PolicySnapshot;
}

/** How late another gateway, or this one after it was killed, may know of what was used. */
const SYNC_MS = 1_000;

/** Everybody's quotas: judged in memory, written down and read back behind the lookups (ADR 0020). */
@Injectable()
export class Quotas implements OnModuleInit {
  private readonly entries = new Map<string, Entry>();
  private syncing: Promise<void> | undefined;

  constructor(
    private readonly policy: PolicyStore,
    private readonly usage: UsageStore,
    background: Background,
  ) {
    background.loop({ name: 'Quotas', everyMs: SYNC_MS, work: () => this.sync(), hasLastRun: true });
  }

  async onModuleInit(): Promise<void> {
    for (const { client, kind, ...used } of await this.usage.all())
      this.of(client, kind).adopt(used, Date.now());
  }

  of(client: string, kind: SubjectKind): Quota {
    const key = `${client} ${kind}`;
    const policy = this.policy.current;
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = { client, policy, quota: new Quota(kind, limitFor(policy.limits, client, kind), Date.now()) };
      this.entries.set(key, entry);
    } else if (entry.policy !== policy) {
      entry.policy = policy;
      entry.quota.adjust(limitFor(policy.limits, client, kind));
    }
    return entry.quota;
  }

  /** Writes down what was used since, and goes on from what all gateways used together. */
  sync(): Promise<void> {
    return (this.syncing ??= this.write().finally(() => (this.syncing = undefined)));
  }

  private async write(): Promise<void> {
    const used: (Entry & { since: UsageSince })[] = [];
    for (const entry of this.entries.values()) {
      const since = entry.quota.drain();
      if (since) used.push({ ...entry, since });
    }
    if (used.length === 0) return;
    try {
      const written = await this.usage.add(
        used.map(({ client, quota, since }) => ({ client, kind: quota.kind, ...since, ...quota.terms })),
      );
      for (const { client, kind, ...total } of written) this.of(client, kind).adopt(total, Date.now());
    } catch (error) {
      for (const { quota, since } of used) quota.restore(since);
      throw error;
    }
  }
}
