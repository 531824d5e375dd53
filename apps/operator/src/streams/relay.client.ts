import { Inject, Injectable } from '@nestjs/common';
import { type RegisterName, registerNames } from '#libs/contracts';
import { type RegisterProcesses, serviceFetch, withTimeLimit } from '#libs/service-kit';
import { SETTINGS } from '../injection-tokens.ts';
import type { OperatorSettings } from '../operator.config.ts';
import { samplesOf } from './metrics-text.rules.ts';
import type { RelayDto } from './stream.dto.ts';

const TIMEOUT_MS = 1_500;
const LARGEST_BYTES = 4 * 1024 * 1024;

/** Reads a register's relay from its `/metrics`. */
@Injectable()
export class RelayClient {
  private readonly processes: RegisterProcesses;

  constructor(@Inject(SETTINGS) { operator }: OperatorSettings) {
    this.processes = operator.registers;
  }

  readonly registers = registerNames;

  /** Of all its processes. Rejects when one does not answer in time or does not know its own backlog. */
  async read(register: RegisterName): Promise<RelayDto> {
    const relays = await Promise.all(
      this.processes[register].map(({ systemUrl }) => this.readProcess(systemUrl!)),
    );
    return {
      register,
      backlogEvents: relays.reduce((sum, { backlogEvents }) => sum + backlogEvents, 0),
      oldestEventAgeSeconds: Math.max(...relays.map(({ oldestEventAgeSeconds }) => oldestEventAgeSeconds)),
      leading: relays.every(({ leading }) => leading),
    };
  }

  private async readProcess(systemUrl: string): Promise<Omit<RelayDto, 'register'>> {
    const text = await withTimeLimit(TIMEOUT_MS, 'Reading a relay', async (signal) => {
      const response = await serviceFetch(`${systemUrl}/metrics`, { signal, redirect: 'error' });
      if (!response.ok) throw new Error(`answers ${response.status}`);
      return response.text();
    });
    if (text.length > LARGEST_BYTES) throw new Error('answers too much');
    const valuesOf = samplesOf(text);
    const backlog = valuesOf('einmal_outbox_backlog_events');
    const ages = valuesOf('einmal_outbox_oldest_event_age_seconds');
    const known = [...backlog, ...ages];
    if (backlog.length === 0 || ages.length === 0 || known.some(Number.isNaN))
      throw new Error('does not know its backlog');
    return {
      backlogEvents: backlog.reduce((sum, each) => sum + each, 0),
      oldestEventAgeSeconds: Math.max(...ages),
      leading: valuesOf('einmal_outbox_relay_leading').some((value) => value === 1),
    };
  }
}
