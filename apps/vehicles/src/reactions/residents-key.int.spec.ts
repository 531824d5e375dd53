import { randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { RunningRegister } from '#libs/register-kit-testing';
import { startVehicles } from '../testing/start-vehicles.ts';
import type { VehiclesConfig } from '../vehicles.config.ts';
import { VehiclesModule } from '../vehicles.module.ts';

let register: RunningRegister;
let config: VehiclesConfig;
beforeAll(async () => {
  register = await startVehicles((given) => {
    config = given;
  });
});
afterAll(() => register.stop());

describe('vehicles with a key of residents that is not the one of its database', () => {
  it('does not start, and names it', async () => {
    const residentsEventKey = randomBytes(32).toString('base64url');
    const { gatewayUrl, gatewayAudience } = config.reactions;
    const reactions = { residentsEventKey, gatewayUrl, gatewayAudience };
    await expect(
      NestFactory.createApplicationContext(VehiclesModule.for({ ...config, reactions }), {
        logger: false,
        abortOnError: false,
      }),
    ).rejects.toThrow(
      'RESIDENTS_EVENT_KEY is not the key that this database was written with as version 1: give that one',
    );
  });
});
