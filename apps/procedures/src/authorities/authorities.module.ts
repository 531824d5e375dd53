import { Module } from '@nestjs/common';
import { Background, BackgroundModule, TokenConfig } from '#libs/service-kit';
import { AuthorityClientsConfig } from './authority-clients.config.ts';
import { KeyRegistration } from './key-registration.service.ts';
import { ReleaseClient } from './release.client.ts';
import { ReleaseOpener } from './release-opener.ts';
import { Succession } from './succession.service.ts';

/** The authorities whose cases are kept here, as the gateway knows them. */
@Module({
  imports: [BackgroundModule],
  providers: [
    {
      provide: ReleaseClient,
      useFactory: (config: AuthorityClientsConfig, token: TokenConfig, background: Background) => {
        const client = new ReleaseClient(config, token);
        background.addLast({ stop: () => client.close() });
        return client;
      },
      inject: [AuthorityClientsConfig, TokenConfig, Background],
    },
    {
      provide: ReleaseOpener,
      useFactory: ({ authorityClients }: AuthorityClientsConfig) => new ReleaseOpener(authorityClients),
      inject: [AuthorityClientsConfig],
    },
    KeyRegistration,
    Succession,
  ],
  exports: [ReleaseClient, ReleaseOpener],
})
export class AuthoritiesModule {}
