import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppName, portVariable } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { root } from '../local/repository.ts';

/** Where the containers of docker-compose.yml find one another and their files. */
export const inside = { postgres: 'postgres:5432', kafka: 'kafka:9094' } as const;

/** Of the administrators; it protects nothing but servers that listen on the loopback interface of one machine. */
export const ADMIN_PASSWORD = 'einmal';

export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};
/** Of all services, and of those of a demonstration in addition. */
export const image = `\${EINMAL_IMAGE:-einmal:${version}}`;
export const demoImage = `\${EINMAL_DEMO_IMAGE:-einmal-demo:${version}}`;

export const POSTGRES_IMAGE = 'postgres:18';
export const KAFKA_IMAGE = 'apache/kafka:4.4.0';
export const PROMETHEUS_IMAGE = 'prom/prometheus:v3.5.0';

/** The user of the images. */
export const USER = 65_532;

/** All secrets of the demonstration, for the programs that make accounts with them. */
export const INSTALLATION = '/var/lib/einmal';
/** What each app, and what migrates it, is given of them. */
export const FILES = '/run/einmal';
export const filesOf = (app: AppName): string => `${FILES}/${app}`;
export const migratorFile = (app: AppName): string => `${FILES}/migrations/${app}`;

/** Containers use the port that is published, so that an address is right inside and outside. */
export const publicPort = (app: AppName): string => `\${${portVariable(app)}:-${apps[app].port}}`;
