/** Prints what deploy/check/contracts.mjs judges; runs from source with `--conditions=source`. */
import { asyncApi } from './asyncapi.ts';
import { publishedSchemas } from './published-schemas.ts';

process.stdout.write(JSON.stringify({ asyncApi, schemas: publishedSchemas }));
