import { Inject, Injectable } from '@nestjs/common';
import { type RegisterName, registerNames } from '#libs/contracts';
import { type RegisterProcesses, serviceFetch, withTimeLimit } from '#libs/service-kit';
import { SETTINGS } from '../injection-tokens.ts';
import type { OperatorSettings } from '../operator.config.ts';
import { samplesOf } from './metrics-text.rules.ts';
import type { RelayDto, UpkeepDto } from './stream.dto.ts';
import { upkeepMetrics, upkeepOf } from './upkeep.rules.ts';

const TIMEOUT_MS = 1_500;
const LARGEST_BYTES = 4 * 1024 * 1024;

const relayMetrics = {
  backlog: 'einmal_outbox_backlog_events',
  age: 'einmal_outbox_oldest_event_age_seconds',
  leading: 'einmal_outbox_relay_leading',
} as const;

/** The others would be read from the register's database each second for nobody. */
const asked = new URLSearchParams(
  [...Object.values(relayMetrics), ...Object.values(upkeepMetrics)].map((name): [string, string] => [
    'name[]',
    name,
  ]),
);

/** What a register tells of itself by its `/metrics`. */
export interface RegisterState {
  readonly relay: RelayDto;
  readonly upkeep: readonly UpkeepDto[];
}

/** Reads a register's relay and upkeep from its `/metrics`. */
@Injectable()
export class RelayClient {
  private readonly processes: RegisterProcesses;

  constructor(@Inject(SETTINGS) { operator }: OperatorSettings) {
    this.processes = operator.registers;
  }

  readonly registers = registerNames;

  /** Of all its processes. Rejects when one does not answer in time or does not know its own backlog. */
  async read(register: RegisterName): Promise<RegisterState> {
    const texts = await Promise.all(this.processes[register].map(({ systemUrl }) => this.textOf(systemUrl!)));
    const relays = texts.map(relayOf);
    const relay = {
      register,
      backlogEvents: relays.reduce((sum, { backlogEvents }) => sum + backlogEvents, 0),
      oldestEventAgeSeconds: Math.max(...relays.map(({ oldestEventAgeSeconds }) => oldestEventAgeSeconds)),
      leading: relays.every(({ leading }) => leading),
    };
    return { relay, upkeep: upkeepOf(register, texts) };
  }

  private async textOf(systemUrl: string): Promise<string> {
    const text = await withTimeLimit(TIMEOUT_MS, 'Reading a relay', async (signal) => {
      const response = await serviceFetch(`${systemUrl}/metrics?${asked.toString()}`, { signal });
      if (!response.ok) throw new Error(`answers ${response.status}`);
      return response.text();
    });
    if (text.length > LARGEST_BYTES) throw new Error('answers too much');
    return text;
  }
}

function relayOf(text: string): Omit<RelayDto, 'register'> {
  const valuesOf = samplesOf(text);
  const backlog = valuesOf(relayMetrics.backlog);
  const ages = valuesOf(relayMetrics.age);
  const known = [...backlog, ...ages];
  if (backlog.length === 0 || ages.length === 0 || known.some(Number.isNaN))
    throw new Error('does not know its backlog');
  return {
    backlogEvents: backlog.reduce((sum, each) => sum + each, 0),
    oldestEventAgeSeconds: Math.max(...ages),
    leading: valuesOf(relayMetrics.leading).some((value) => value === 1),
  };
}
