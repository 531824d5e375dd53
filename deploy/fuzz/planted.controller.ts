import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsInt } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { ReadDigits } from '#libs/service-kit';

class CountDto {
  @ApiProperty({ type: 'integer' })
  readonly count!: number;
}

class SizeQueryDto {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1_000 })
  @ReadDigits()
  @IsInt()
  readonly size!: number;
}

/** One fault of each kind, which the fuzzer has to find; else it would find none in our services either. */
@ApiTags('planted')
@Controller('planted')
export class PlantedController {
  @Get('fault')
  @ApiOperation({ summary: 'Throws for some values' })
  @ApiOkResponse({ type: CountDto })
  fault(@Query() { size }: SizeQueryDto): CountDto {
    if (size % 2 === 1) throw new Error('planted');
    return { count: 1 };
  }

  @Get('status')
  @ApiOperation({ summary: 'Answers with a status it does not describe' })
  @ApiOkResponse({ type: CountDto })
  status(@Query() _query: SizeQueryDto, @Res({ passthrough: true }) reply: FastifyReply): CountDto {
    reply.status(207);
    return { count: 1 };
  }

  @Get('shape')
  @ApiOperation({ summary: 'Answers with another shape than it describes' })
  @ApiOkResponse({ type: CountDto })
  shape(@Query() { size }: SizeQueryDto): CountDto {
    return { count: `${size}` as unknown as number };
  }
}
