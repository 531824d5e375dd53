import { Injectable, type PipeTransform } from '@nestjs/common';
import { type AccessClaims, actorOf } from '#libs/contracts';
import { Caller } from '#libs/service-kit';
import { type Keeper, Keepers } from './keeper.ts';

@Injectable()
class KeeperOfCaller implements PipeTransform<AccessClaims, Keeper> {
  constructor(private readonly keepers: Keepers) {}

  transform(caller: AccessClaims): Keeper {
    return { ...this.keepers.of(caller), by: actorOf(caller) };
  }
}

/** The {@link Keeper} that the caller's token names. Needs the register's `RegisterModule`. */
export const ActsFor = (): ParameterDecorator => Caller(KeeperOfCaller);
