import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, LocalFailure, startManaged } from '#libs/local-services';
import type { Docker } from './docker.ts';

export interface SuitesOptions {
  readonly docker: Docker;
  /** One suite of each server only. */
  readonly quick: boolean;
  readonly logFile: string;
  readonly root: string;
  readonly tell: (text: string) => void;
}

/** What jest's report says of one file, as far as we look. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
  }[];
}

/** One that asks for PostgreSQL alone, and one that asks for Kafka too. */
const quickSuites = [
  'libs/service-kit/src/database/pool.int.spec.ts',
  'libs/outbox/src/publisher.int.spec.ts',
];

const PROGRESS_MS = 60_000;

/** What jest has written of itself so far. */
function progress(logFile: string): string {
  const ended = readFileSync(logFile, 'utf8').match(/^(?:PASS|FAIL) /gm) ?? [];
  return `${ended.length} suites so far, ${ended.filter((word) => word.startsWith('FAIL')).length} red`;
}

/** Runs the suites with servers through testcontainers. @returns whether all are green */
export async function runSuites({ docker, quick, logFile, root, tell }: SuitesOptions): Promise<boolean> {
  const report = join(root, 'dist', 'containers-report.json');
  rmSync(report, { force: true });
  tell(quick ? 'Suites through testcontainers: one of each server' : 'Suites through testcontainers');
  const jest = startManaged({
    name: 'jest',
    command: process.execPath,
    args: [
      ...[
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        'node_modules/jest/bin/jest.js',
      ],
      ...['--selectProjects', 'int', '--json', `--outputFile=${report}`, '--forceExit'],
      ...(quick ? ['--', ...quickSuites] : []),
    ],
    env: { ...docker.env, EINMAL_SERVERS: 'containers', KAFKAJS_NO_PARTITIONER_WARNING: '1' },
    logFile,
    stopSignals: ['SIGTERM'],
  });
  const ticking = setInterval(() => tell(`  ${progress(logFile)}`), PROGRESS_MS);
  const { code } = await jest.exited.finally(() => clearInterval(ticking));
  const outcome = readReport(report);
  if (!outcome)
    throw new LocalFailure(
      `The suites did not run. The last words of the log:\n${lastLines(logFile, 10).join('\n')}`,
    );
  for (const { name, status, startTime, endTime } of outcome.testResults) {
    const seconds = `${Math.round((endTime - startTime) / 1_000)} s`.padStart(6);
    tell(`  ${status.padEnd(6)} ${seconds}  ${name.slice(root.length)}`);
  }
  tell(`${outcome.numPassedTests} tests passed, ${outcome.numFailedTests} failed`);
  return code === 0 && outcome.numPassedTests > 0;
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
