import { Body, Controller, Get, Headers, Module, Param, Post, Query } from '@nestjs/common';
import { Matches, IsOptional, IsString, MaxLength } from 'class-validator';
import { DomainError } from '../errors/index.ts';
import { NestedList } from '../validation/index.ts';
import { serve } from '../http/serve.ts';
import { NameParam, UuidParam } from './path-parameter.decorators.ts';
import { parametersOf } from './route-parameters.ts';
import { faultsOf } from './untyped-parameters.ts';

class NothingThere extends DomainError {
  readonly code = 'route-unknown';
  constructor() {
    super('There is nothing.');
  }
}

class TypedQueryDto {
  @IsOptional() @Matches(/^[a-z]{1,9}$/) readonly word?: string;
}

class LooseQueryDto extends TypedQueryDto {
  @IsOptional() @IsString() @MaxLength(200) readonly text?: string;
}

class OuterDto {
  @NestedList(() => LooseQueryDto, 9) readonly parts!: readonly LooseQueryDto[];
}

interface ShapeOnly {
  readonly word?: string;
}

@Controller('typed')
class TypedController {
  @Get(':id/:name')
  read(
    @UuidParam('id', NothingThere) id: string,
    @NameParam('name', /^[a-z]+$/, NothingThere) name: string,
    @Query() query: TypedQueryDto,
  ): object {
    return { id, name, word: query.word };
  }

  /** No route, so nothing is asked of it. */
  help(text: string): string {
    return text;
  }
}

@Controller('untyped')
class UntypedController {
  @Get('a/:id') bare(@Param('id') id: string): string {
    return id;
  }
  @Get('b/:id') anything(@NameParam('id', /^[^/]+$/u, NothingThere) id: string): string {
    return id;
  }
  @Get('c/:id') all(@Param() all: object): object {
    return all;
  }
  @Get('d') loose(@Query() query: LooseQueryDto): object {
    return query;
  }
  @Get('e') shape(@Query() query: ShapeOnly): object {
    return query;
  }
  @Get('f') one(@Query('word') word: string): string {
    return word;
  }
  @Get('g') header(@Headers('x-word') word: string): string {
    return word;
  }
  @Post('h') body(@Body() body: TypedQueryDto): object {
    return body;
  }
  @Post('i') deep(@Body() body: OuterDto): object {
    return body;
  }
}

@Module({ controllers: [TypedController, UntypedController] })
class UntypedModule {}

@Module({ controllers: [TypedController] })
class TypedModule {}

const described = { name: 'probe', title: 'Probe', description: 'For this test.' };
const http = { host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:1' };
const served = (module: new () => object) =>
  serve({ ...described, module, http, log: { logLevel: 'silent' } });

describe('parameters of routes', () => {
  it('are found for each route, with source, name and pipes', () => {
    const found = parametersOf(TypedController).map(({ route, source, name }) => ({ route, source, name }));
    expect(found).toHaveLength(3);
    expect(found).toContainEqual({ route: 'TypedController.read', source: 'path', name: 'id' });
    expect(found).toContainEqual({ route: 'TypedController.read', source: 'query' });
  });

  it('have a type, or the fault names them', () => {
    expect(parametersOf(TypedController).flatMap(faultsOf)).toEqual([]);
    expect(parametersOf(UntypedController).flatMap(faultsOf).toSorted()).toEqual([
      'UntypedController.all path: no type',
      'UntypedController.anything path id: no type',
      'UntypedController.bare path id: no type',
      'UntypedController.deep body parts/text: any text',
      'UntypedController.header header x-word: read headers with a decorator of their own',
      'UntypedController.loose query text: any text',
      'UntypedController.one query word: not a class with validated members',
      'UntypedController.shape query: not a class with validated members',
    ]);
  });

  it('without a type keep the service from starting', async () => {
    await expect(served(UntypedModule)).rejects.toThrow('UntypedController.bare path id');
  });

  it('that cannot name anything are answered like an unknown name', async () => {
    const app = await served(TypedModule);
    const url = await app.getUrl();
    const uuid = '0199F3C2-7b1e-7cc4-9d5e-0a1b2c3d4e5f';
    const statusOf = async (path: string) => (await fetch(`${url}/typed/${path}`)).status;
    const good = await fetch(`${url}/typed/${uuid}/word?word=x`);
    expect(await good.json()).toEqual({ id: uuid.toLowerCase(), name: 'word', word: 'x' });
    expect(await statusOf(`${uuid}/%00`)).toBe(404);
    expect(await statusOf('%00/word')).toBe(404);
    expect(await statusOf(`${uuid}/word?word=%00`)).toBe(400);
    await app.close();
  });
});
