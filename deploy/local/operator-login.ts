import { LocalFailure } from '#libs/local-services';
import type { LogIn } from '../../apps/operator/src/cli/connection.ts';
import type { Endpoints } from './endpoints.ts';
import { endpointsFile, LocalHome } from './local-home.ts';
import { root } from './repository.ts';
import { tokenOf } from './token-of.ts';

/** Logs operators in at the stack that is kept in this folder; a machine is named by its client id. */
export const operatorLogIn =
  (home: string): LogIn =>
  (name) => {
    const endpoints = new LocalHome(root, { EINMAL_HOME: home }).readJson<Endpoints>(endpointsFile);
    if (!endpoints) throw new LocalFailure('The local stack has not been started here.');
    return tokenOf(endpoints, name);
  };
