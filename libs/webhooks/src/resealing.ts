import { Injectable, Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Upkeep, type UpkeepTask } from '#libs/service-kit';
import { placeOf, SecretBox } from './secrets.ts';

const logger = new Logger('Webhooks');
const MOST = 500;

interface Row {
  readonly id: string;
  readonly receiver: string;
  readonly keyVersion: number;
  readonly sealed: Buffer;
}

/** Seals secrets anew that an older key seals, until that key can be taken out of WEBHOOK_SECRET_KEY. */
@Injectable()
export class SecretUpkeep {
  constructor(upkeep: Upkeep, box: SecretBox) {
    upkeep.add(resealing(box));
  }
}

/** A portion of it is a transaction. */
export const resealing = (box: SecretBox): UpkeepTask => ({
  name: 'webhook-secret-keys',
  most: MOST,
  portion: async (database: ClientBase) => {
    const older = box.olderVersions();
    if (older.length === 0) return 0;
    await database.query('begin');
    try {
      const { rows } = await database.query<Row>(sealedWithOlder, [older, MOST]);
      const tried = await Promise.allSettled(
        rows.map(async (row) => {
          const place = placeOf(row.receiver, row.id);
          return { id: row.id, ...(await box.seal(await box.open(row, place), place)) };
        }),
      );
      const anew = tried.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const failed = tried.length - anew.length;
      if (failed > 0) logger.error({ msg: 'secrets of callbacks that do not open keep their key', failed });
      await database.query(keep, [
        anew.map(({ id }) => id),
        anew.map(({ keyVersion }) => keyVersion),
        anew.map(({ sealed }) => sealed),
      ]);
      await database.query('commit');
      return anew.length;
    } catch (error) {
      await database.query('rollback');
      throw error;
    }
  },
});

/** Without an index: a callback has three secrets at most, and callbacks are named by the policy one by one. */
const sealedWithOlder = `
select id, receiver, key_version as "keyVersion", sealed from webhook_secret
where key_version = any($1::int[]) limit $2 for update skip locked`;

const keep = `
update webhook_secret s set key_version = a.key_version, sealed = a.sealed
from unnest($1::uuid[], $2::int[], $3::bytea[]) as a(id, key_version, sealed) where s.id = a.id`;
