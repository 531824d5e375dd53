import { formsFolder, loadForms } from '#libs/forms';
import { describeFailure, LocalFailure } from '#libs/local-services';
import type { Endpoints } from '../local/endpoints.ts';
import { endpointsFile, LocalHome } from '../local/local-home.ts';
import { root } from '../local/repository.ts';
import { Cast } from './cast.ts';
import { playParking } from './parking.ts';
import { playReregistration } from './reregistration.ts';
import { playTrade } from './trade.ts';

/** In this order: after the re-registration the vehicle has the address of its holder, and the permit needs no clerk. */
const plays = { reregistration: playReregistration, parking: playParking, trade: playTrade } as const;

const screen = {
  write: (text: string): void => void process.stdout.write(text),
  width: process.stdout.columns || 140,
};

try {
  const endpoints = new LocalHome(root, process.env).readJson<Endpoints>(endpointsFile);
  if (!endpoints) throw new LocalFailure('The local stack has not been started here: run npm start first.');
  const [asked] = process.argv.slice(2);
  const named = Object.entries(plays).filter(([name]) => asked === undefined || asked === name);
  if (named.length === 0)
    throw new LocalFailure(`There is no form "${asked}": name one of ${Object.keys(plays).join(', ')}.`);
  const forms = loadForms(formsFolder);
  for (const [, play] of named) await play(new Cast(endpoints), forms, screen);
} catch (error) {
  process.stderr.write(`\n${describeFailure(error)}\n`);
  process.exitCode = 1;
}
