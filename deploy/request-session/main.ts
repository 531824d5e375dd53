import { describeFailure, LocalFailure } from '#libs/local-services';
import type { Endpoints } from '../local/endpoints.ts';
import { endpointsFile, LocalHome } from '../local/local-home.ts';
import { root } from '../local/repository.ts';
import { playRequest } from './request-session.ts';

const screen = {
  write: (text: string): void => void process.stdout.write(text),
  width: process.stdout.columns || 120,
};

try {
  const endpoints = new LocalHome(root, process.env).readJson<Endpoints>(endpointsFile);
  if (!endpoints) throw new LocalFailure('The local stack has not been started here: run npm start first.');
  await playRequest(endpoints, screen);
} catch (error) {
  process.stderr.write(`\n${describeFailure(error)}\n`);
  process.exitCode = 1;
}
