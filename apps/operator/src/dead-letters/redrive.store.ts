import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, nameOf } from '#libs/contracts';
import { repeatedOnce } from '#libs/service-kit';
import type { UnknownGroups } from '../ask-kafka.ts';
import { AuditStore } from '../audit/audit.store.ts';
import { type ConcernedLetter, commandsFor, withoutPending } from './command.rules.ts';
import {
  DeadLetterOutOfOrder,
  DeadLetterRedriving,
  DeadLetterSettled,
  DeadLetterUnknown,
  RedriveUnknown,
} from './dead-letter.errors.ts';
import type { DeadLetterSelectionDto } from './dead-letter-query.dto.ts';
import type { LeftOutDto, RedriveDescriptionDto, RedriveKind } from './redrive.dto.ts';
import { describeRedrive, notAskedOf, type RedriveRow } from './redrive.rules.ts';
import * as sql from './redrive.sql.ts';

/** What an operator wants done, and why. */
export interface Wish {
  readonly kind: RedriveKind;
  readonly by: Actor;
  readonly reason: string | undefined;
}

/** One dead letter, or all that fit a selection. */
export type Aim = { readonly id: string } | DeadLetterSelectionDto;

/** Steps of operators on dead letters. Step, commands and audit entry commit together; the commands go out after. */
@Injectable()
export class RedriveStore {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditStore,
  ) {}

  /** @returns the id of the redrive or discard, under which its progress is told */
  request(wish: Wish, aim: Aim, unknown: UnknownGroups): Promise<string> {
    return repeatedOnce(() =>
      this.database.transaction(async (manager) => {
        const { letters, leftOut } =
          'id' in aim
            ? { letters: await lockOne(manager, wish, aim.id), leftOut: [] }
            : await lockAll(manager, wish, aim, notAskedOf(wish.kind, unknown));
        const id = randomUUID();
        const { kind, by, reason } = wish;
        const absent = unknown.absent.filter((name) => letters.some(({ group }) => group === name));
        const row = [
          id,
          kind,
          nameOf(by),
          reason ?? null,
          JSON.stringify(aim),
          JSON.stringify(leftOut),
          absent,
        ];
        await manager.query(sql.insertRedrive, row);
        await manager.query(sql.insertItems, [id, letters.map((letter) => letter.id)]);
        const commands = commandsFor({ kind, reason, wholeKeys: !('id' in aim) }, letters);
        await manager.query(sql.insertCommands, [
          id,
          commands.map((command) => command.id),
          commands.map((command) => command.topic),
          commands.map((command) => command.key),
          commands.map((command) => command.payload),
        ]);
        await this.audit.append(manager, {
          actor: by,
          action: `dead-letters.${kind.toLowerCase()}-requested`,
          object: id,
          ...(reason !== undefined && { reason }),
          detail: {
            ...{ selection: aim, events: letters.length, commands: commands.length },
            ...(leftOut.length > 0 && { leftOut }),
            ...(absent.length > 0 && { absentGroups: absent }),
          },
        });
        return id;
      }),
    );
  }

  /** Consumer groups that would be told to carry it out. */
  async groupsOf(aim: Aim): Promise<readonly string[]> {
    const rows = await ('id' in aim
      ? this.database.query<{ group: string }[]>(sql.groupOfOne, [aim.id])
      : this.database.query<{ group: string }[]>(sql.groupsOfMany, selectionOf(aim)));
    return rows.map(({ group }) => group);
  }

  /** @throws RedriveUnknown */
  async find(id: string): Promise<RedriveDescriptionDto> {
    const [row] = await this.database.query<RedriveRow[]>(sql.describe('r.id = $1'), [id]);
    if (!row) throw new RedriveUnknown();
    return describeRedrive(row);
  }

  async newest(): Promise<readonly RedriveDescriptionDto[]> {
    const rows = await this.database.query<RedriveRow[]>(sql.describe('true'));
    return rows.map(describeRedrive);
  }
}

async function lockAll(
  manager: EntityManager,
  { kind }: Wish,
  selection: DeadLetterSelectionDto,
  without: readonly string[],
): Promise<{ readonly letters: readonly ConcernedLetter[]; readonly leftOut: readonly LeftOutDto[] }> {
  const statement = kind === 'REDRIVE' ? sql.lockForRedrive : sql.lockForDiscard;
  const fitting = await manager.query<ConcernedLetter[]>(statement, selectionOf(selection));
  const letters = fitting.filter(({ group }) => !without.includes(group));
  if (letters.length === 0) throw new DeadLetterUnknown('No parked event fits the selection.');
  const free = withoutPending(kind, letters, await pendingAmong(manager, letters));
  if (free.length === 0)
    throw new DeadLetterRedriving(
      'Of all that fits a redrive, a discard or an approved correction is under way. Wait for the outcome.',
    );
  const others = fitting.filter(({ group }) => without.includes(group));
  const byGroup = Map.groupBy(others, ({ group }) => group);
  return { letters: free, leftOut: [...byGroup].map(([group, { length }]) => ({ group, events: length })) };
}

const selectionOf = ({ group, topic, type, causeCode, key }: DeadLetterSelectionDto): (string | null)[] =>
  [group, topic, type, causeCode, key].map((value) => value ?? null);

async function lockOne(
  manager: EntityManager,
  { kind }: Wish,
  id: string,
): Promise<readonly ConcernedLetter[]> {
  const [letter] = await manager.query<(ConcernedLetter & { state: string; outOfOrder: boolean })[]>(
    sql.lockOne,
    [id],
  );
  if (!letter) throw new DeadLetterUnknown();
  if (letter.state !== 'PARKED') throw new DeadLetterSettled();
  await requireNonePending(manager, letter);
  if (kind === 'REDRIVE' && letter.outOfOrder) throw new DeadLetterOutOfOrder();
  return [letter];
}

/**
 * To be asked after the letter's lock, with a snapshot of its own: something may have been asked for while it was waited for.
 * @throws DeadLetterRedriving
 */
export async function requireNonePending(
  manager: EntityManager,
  letter: { readonly id: string },
): Promise<void> {
  if ((await pendingAmong(manager, [letter])).size > 0) throw new DeadLetterRedriving();
}

async function pendingAmong(
  manager: EntityManager,
  letters: readonly { readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const ids = letters.map(({ id }) => id);
  const rows = await manager.query<{ readonly id: string }[]>(sql.pendingAmong, [ids]);
  return new Set(rows.map(({ id }) => id));
}
