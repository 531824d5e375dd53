import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { scopes } from '#libs/contracts';
import { Public, Scopes } from '../auth/index.ts';
import { describeApi } from './openapi.ts';
import { Refuses } from './refuses.decorator.ts';

class ThingDto {
  @ApiProperty() @IsString() readonly name!: string;
  @ApiPropertyOptional({ type: String, nullable: true }) @IsOptional() readonly note?: string | null;
}

class AnswerDto {
  @ApiProperty() readonly id!: string;
}

@Scopes(scopes.operator)
@Controller('v1/things')
class ThingController {
  @Post()
  @Refuses('record-exists')
  @ApiCreatedResponse({ type: AnswerDto })
  make(@Body() { name }: ThingDto): AnswerDto {
    return { id: name };
  }

  @Get(':id')
  @Public()
  @ApiOkResponse({ type: AnswerDto })
  one(@Param('id') id: string): AnswerDto {
    return { id };
  }
}

/** Has methods of the same names. */
@Scopes(scopes.operator)
@Controller('v1/others')
class OtherController {
  @Get(':id')
  @ApiOkResponse({ type: AnswerDto })
  one(@Param('id') id: string): AnswerDto {
    return { id };
  }
}

@Module({ controllers: [ThingController, OtherController] })
class ThingsModule {}

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly description?: string }>>;
}

describe('describeApi', () => {
  let document: ReturnType<typeof describeApi>;
  beforeAll(async () => {
    const preview = await NestFactory.create<NestFastifyApplication>(ThingsModule, new FastifyAdapter(), {
      preview: true,
      logger: false,
    });
    const publicUrl = 'http://127.0.0.1:1';
    document = describeApi(
      preview,
      { name: 'things', title: 'Things', description: 'Under test.', demoClients: ['somebody'] },
      { publicUrl, problemBaseUrl: `${publicUrl}/problems/` },
    );
  });
  const operation = (path: string, method: 'get' | 'post'): Operation =>
    document.paths[path]![method] as unknown as Operation;

  it('gives every operation an id of its own, from controller and method', () => {
    const ids = [
      operation('/v1/things', 'post'),
      operation('/v1/things/{id}', 'get'),
      operation('/v1/others/{id}', 'get'),
    ].map(({ operationId }) => operationId);
    expect(ids).toEqual(['thingMake', 'thingOne', 'otherOne']);
  });

  it('names the scope that the guard asks for, and none where the handler is public', () => {
    expect(operation('/v1/things', 'post').security).toEqual([{ accessToken: ['operator'] }]);
    expect(operation('/v1/things', 'post')).toHaveProperty('x-required-scopes', ['operator']);
    expect(operation('/v1/things/{id}', 'get').security).toEqual([]);
  });

  it('describes the refusals that follow from shape, token and @Refuses, by status', () => {
    const { responses } = operation('/v1/things', 'post');
    expect(Object.keys(responses)).toEqual([
      '201',
      '400',
      '401',
      '403',
      '408',
      '409',
      '413',
      '415',
      '431',
      '500',
      '503',
    ]);
    expect(responses['409']?.$ref).toBe('#/components/responses/409-record-exists');
    expect(Object.keys(operation('/v1/things/{id}', 'get').responses)).toEqual([
      '200',
      '400',
      '404',
      '431',
      '500',
      '503',
    ]);
  });

  it('fixes status and codes of a problem by schema, with an example', () => {
    const [content] = Object.values(
      (document.components!.responses!['409-record-exists'] as { content: Record<string, object> }).content,
    );
    expect(content).toMatchObject({
      schema: { allOf: [{}, { properties: { status: { const: 409 }, code: { enum: ['record-exists'] } } }] },
      examples: { 'record-exists': { $ref: '#/components/examples/record-exists' } },
    });
    expect(document.components?.examples?.['record-exists']).toMatchObject({
      value: { type: 'http://127.0.0.1:1/problems/record-exists', status: 409 },
    });
  });

  it('describes each success', () => {
    expect(operation('/v1/things', 'post').responses['201']?.description).toBe('Recorded.');
  });

  it('closes what a request may hold, and leaves answers open to grow', () => {
    const { ThingDto: request, AnswerDto: answer } = document.components!.schemas!;
    expect(request).toHaveProperty('additionalProperties', false);
    expect(answer).not.toHaveProperty('additionalProperties');
  });

  it('writes null as a type, as OpenAPI 3.1 does', () => {
    expect(document.components!.schemas!['ThingDto']).toMatchObject({
      properties: { note: { type: ['string', 'null'] } },
    });
    expect(JSON.stringify(document)).not.toContain('nullable');
  });

  it('tells where a token for the demonstration comes from', () => {
    expect(document.info.description).toContain('npm run -s token -- somebody');
  });
});
