import { Inject, Injectable, Logger } from '@nestjs/common';
import { authorityTable, today } from '#libs/authorities';
import {
  type AnsweredPermits,
  type DisclosureAnswer,
  type Permit,
  type Recall,
  type ReportedCase,
  type RepresentationAnswer,
  type RepresentationAsked,
  type ValueReport,
  type RegisterName,
  ofEachRegister,
} from '#libs/contracts';
import { Background, HttpConfig, type RegisterProcess, type SigningKeys } from '#libs/service-kit';
import { PERMIT_KEYS } from './permit-keys.ts';
import { PermitSigner } from './permit.signer.ts';
import { RegisterClient } from './register.client.ts';
import { RegistersConfig } from './registers.config.ts';
import { countUnserved } from './registers.metrics.ts';
import { type Chosen, chosenFor, type Towards } from './serving.rules.ts';

interface Asked extends Omit<RegisterProcess, 'client'> {
  readonly client: RegisterClient;
}

/** Two round trips in flight: one is on the wire while the register works on the other. */
const LANES = 2;
/** Of a register of several processes: each gets a part of the permits, and two round trips at each would halve it again. */
const LANES_OF_SHARED = 1;

const keeper = (authority: string): string => authorityTable.keeperOf(authority, today())?.id ?? authority;

/** The registers this gateway asks, with a client for each of their processes: one that hangs holds up no other. */
@Injectable()
export class RegisterDirectory {
  private readonly logger = new Logger('Registers');
  private readonly processes: Readonly<Record<RegisterName, readonly Asked[]>>;
  /** By register and authority, of one day: going through all that a process serves is too dear for each lookup. */
  private readonly chosen = new Map<string, Chosen>();
  private chosenOn = '';

  constructor(
    config: RegistersConfig,
    { publicUrl }: HttpConfig,
    background: Background,
    @Inject(PERMIT_KEYS) keys: SigningKeys,
  ) {
    const signer = new PermitSigner(keys, publicUrl);
    const { registers, registerTimeoutMs: timeoutMs } = config;
    this.processes = ofEachRegister((name) =>
      registers[name].map((process, _place, { length }) => {
        const lanes = length === 1 ? LANES : LANES_OF_SHARED;
        return {
          ...process,
          client: new RegisterClient({ name, url: process.url, signer, timeoutMs, lanes }),
        };
      }),
    );
    for (const { client: each } of Object.values(this.processes).flat())
      background.addLast({ stop: () => each.close() });
  }

  /** Whether several processes keep the register. */
  isShared(register: RegisterName): boolean {
    return this.processes[register].length > 1;
  }

  /** The processes of a register, for who asks each of them for what it keeps. */
  of(register: RegisterName): readonly Pick<RegisterClient, 'holdings'>[] {
    return this.processes[register].map(({ client }) => client);
  }

  /** See {@link RegisterClient.disclose}. */
  disclose(register: RegisterName, permit: Permit, towards: Towards): Promise<DisclosureAnswer> {
    const processes = this.processes[register];
    const { place, unserved } = this.choose(register, towards);
    if (unserved) {
      countUnserved(register);
      this.logger.warn({
        msg: 'no process serves the authority of a subject',
        register,
        lookupId: permit.decisionId,
      });
    }
    return processes[place]!.client.disclose(permit);
  }

  /**
   * At the process whose log knows what is recalled. @throws RegisterSilent
   * @param keptAt where the person's record is kept now, which may have been moved since
   */
  async recall(register: RegisterName, recall: Recall, keptAt?: Towards): Promise<DisclosureAnswer> {
    const client = await this.teller(register, recall.recalls);
    const now = keptAt && this.processes[register][this.choose(register, keptAt).place]!.client;
    const vouched = client !== undefined && (await now?.vouches(recall.citizen)) === true;
    return (
      client?.recall({ ...recall, ...(vouched && { vouched }) }) ?? {
        decisionId: recall.decisionId,
        status: 'NO_EVIDENCE',
        concerns: [],
      }
    );
  }

  /** At the process that keeps whom it is about. @throws RegisterSilent */
  represent(
    register: RegisterName,
    asked: RepresentationAsked,
    towards: Towards,
  ): Promise<RepresentationAnswer> {
    return this.processes[register][this.choose(register, towards).place]!.client.represent(asked);
  }

  /** To the process whose log knows what it is about. @throws RegisterSilent */
  async report(register: RegisterName, report: ValueReport): Promise<ReportedCase> {
    const client = await this.teller(register, report.recalls);
    return client?.report(report) ?? { state: 'UNKNOWN', outcome: null };
  }

  /**
   * What the logs of all processes say of these decisions: which of them got a permit is recorded nowhere, since it would
   * tell where somebody lives. `silent` is why one did not answer; then what is missing may stand in its log.
   */
  async answered(
    register: RegisterName,
    decisionIds: readonly string[],
  ): Promise<{ readonly answered: AnsweredPermits['answered']; readonly silent?: Error }> {
    const asked = this.processes[register].map(({ client }) => client.answered(decisionIds));
    const results = await Promise.allSettled(asked);
    const silent = results.find((result) => result.status === 'rejected');
    return {
      answered: results.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])),
      ...(silent && { silent: silent.reason as Error }),
    };
  }

  /** Which of several processes answered a decision; nowhere is it recorded. @throws RegisterSilent */
  private async teller(register: RegisterName, decisionId: string): Promise<RegisterClient | undefined> {
    const [only, ...others] = this.processes[register];
    if (only && others.length === 0) return only.client;
    const asked = this.processes[register].map(async ({ client }) => ({
      client,
      answered: await client.answered([decisionId]),
    }));
    const results = await Promise.allSettled(asked);
    const told = results.find((each) => each.status === 'fulfilled' && each.value.answered.length > 0);
    if (told?.status === 'fulfilled') return told.value.client;
    const silent = results.find((each) => each.status === 'rejected');
    if (silent) throw silent.reason as Error;
    return undefined;
  }

  private choose(register: RegisterName, towards: Towards): Chosen {
    const { authority } = towards;
    const processes = this.processes[register];
    if (authority === undefined) return chosenFor(processes, towards, keeper);
    const on = today();
    if (on !== this.chosenOn) this.chosen.clear();
    this.chosenOn = on;
    const key = `${register} ${authority}`;
    const known = this.chosen.get(key);
    if (known) return known;
    const chosen = chosenFor(processes, towards, keeper);
    if (!chosen.unserved) this.chosen.set(key, chosen);
    return chosen;
  }
}
