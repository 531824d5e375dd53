import type { OpenAPIObject } from '@nestjs/swagger';

/** What a service says of itself, whoever asks. */
export interface ServiceDescription {
  /** Short name, as in `residents`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Clients of the demonstration whose tokens this service takes; absent when it takes no tokens. */
  readonly demoClients?: readonly string[];
  /** Routes that are no controller's, described by hand. */
  readonly paths?: OpenAPIObject['paths'];
}
