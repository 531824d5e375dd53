/** A sender in a process of its own, for tests that kill it: `<database URL> <key> <lease ms>`. */
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { readVersionedKeys } from '#libs/service-kit';
import { secretBox } from '#libs/webhooks';
import { FeedAsItStands } from './feed-as-it-stands.ts';
import { FAST, localSender } from './local-sender.ts';

const [connectionString, key = '', leaseMs] = process.argv.slice(2);
Logger.overrideLogger(false);
const pool = new pg.Pool({ connectionString });
const box = secretBox({ webhookSecretKey: readVersionedKeys(key), webhookLoopback: 'allow' });
localSender(pool, box, new FeedAsItStands(pool), { ...FAST, leaseMs: Number(leaseMs) });
