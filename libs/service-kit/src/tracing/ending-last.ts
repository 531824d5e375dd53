import {
  type DynamicModule,
  Inject,
  Injectable,
  type OnApplicationShutdown,
  type Type,
} from '@nestjs/common';

const END = Symbol('END');

@Injectable()
class Ending implements OnApplicationShutdown {
  constructor(@Inject(END) readonly onApplicationShutdown: () => Promise<void>) {}
}

class EndingModule {}

/**
 * The module, and an end after that of all work: what stops tells of its last work as well, and a collector that hangs
 * keeps no consumer in its group and no event from being sent. Nest ends global modules last.
 */
export function endingLast(root: Type | DynamicModule, end: () => Promise<void>): DynamicModule {
  const ending = { module: EndingModule, global: true, providers: [{ provide: END, useValue: end }, Ending] };
  const own = 'module' in root ? root : { module: root };
  return { ...own, imports: [...(own.imports ?? []), ending] };
}
