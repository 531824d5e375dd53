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
/** Of so many persons and kinds it is remembered what they used; beyond, who has asked nothing for longest is forgotten. */
const MOST_OF_PERSONS = 50_000;

/** Everybody's quotas: judged in memory, written down and read back behind the lookups (ADR 0020). */
@Injectable()
export class Quotas implements OnModuleInit {
  private readonly entries = new Map<string, Entry>();
  /** By pseudonym and kind, who asked last at the end. */
  private readonly persons = new Map<string, Entry>();
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
    const entry = this.entries.get(key);
    if (entry !== undefined) return this.adjusted(entry);
    const made = this.entryFor(client, kind);
    this.entries.set(key, made);
    return made.quota;
  }

  /**
   * Of a person who asks for previews, as of a client without a limit of its own: a portal's persons do not shut out each
   * other. Kept in this gateway's memory alone, as nobody is to find written down how much a person looked at.
   */
  ofPerson(citizen: string, kind: SubjectKind): Quota {
    const key = `${citizen} ${kind}`;
    const entry = this.persons.get(key) ?? this.entryFor('', kind);
    this.persons.delete(key);
    this.persons.set(key, entry);
    if (this.persons.size > MOST_OF_PERSONS) this.persons.delete(this.persons.keys().next().value!);
    return this.adjusted(entry);
  }

  private entryFor(client: string, kind: SubjectKind): Entry {
    const policy = this.policy.current;
    const quota = new Quota(kind, limitFor(policy.limits, client, kind), Date.now());
    return { client, policy, quota };
  }

  private adjusted(entry: Entry): Quota {
    const policy = this.policy.current;
    if (entry.policy === policy) return entry.quota;
    entry.policy = policy;
    entry.quota.adjust(limitFor(policy.limits, entry.client, entry.quota.kind));
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
