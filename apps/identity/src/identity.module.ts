import { Module, type DynamicModule } from '@nestjs/common';
import type { Provider } from 'oidc-provider';

import { Accounts } from './accounts.ts';
import { ClientAccess } from './client-access.rules.ts';
import { OIDC_PROVIDER } from './injection-tokens.ts';
import { LoginController } from './login.controller.ts';
import { LoginService } from './login.service.ts';

@Module({ controllers: [LoginController], providers: [LoginService] })
export class IdentityModule {
  static for(provider: Provider, accounts: Accounts, access: ClientAccess): DynamicModule {
    return {
      module: IdentityModule,
      providers: [
        { provide: OIDC_PROVIDER, useValue: provider },
        { provide: Accounts, useValue: accounts },
        { provide: ClientAccess, useValue: access },
      ],
    };
  }
}
