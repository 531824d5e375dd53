import type { CanActivate } from '@nestjs/common';

/** Stands for the global guard of an app, which knows HTTP requests only. */
export class DenyEverything implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}
