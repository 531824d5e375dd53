import { applyDecorators, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { ErrorCode } from '#libs/contracts';
import { Refuses, UuidParam } from '#libs/service-kit';
import { CaseUnknown } from './case.errors.ts';

type Dto = new () => object;

export const CaseId = (): ParameterDecorator => UuidParam('id', CaseUnknown);

export const ListCases = (page: Dto): MethodDecorator =>
  applyDecorators(
    Get(),
    ApiOperation({ summary: 'List cases, oldest first' }),
    ApiResponse({ status: 200, type: page }),
  );

export const ReadCase = (file: Dto): MethodDecorator =>
  applyDecorators(
    Get(':id'),
    ApiOperation({ summary: 'Read a case with who did what' }),
    ApiResponse({ status: 200, type: file }),
    Refuses('case-unknown'),
  );

/** What an officer, and no machine, does with a case. @param refusals beside those of every such act */
export const CaseActRoute = (
  act: string,
  answer: Dto,
  described: { readonly summary: string; readonly description: string },
  ...refusals: readonly ErrorCode[]
): MethodDecorator =>
  applyDecorators(
    Post(`:id/${act}`),
    HttpCode(200),
    ApiOperation(described),
    ApiResponse({ status: 200, type: answer }),
    Refuses('person-required', 'case-unknown', 'case-taken', 'case-closed', ...refusals),
  );

export const TakeCase = (file: Dto): MethodDecorator =>
  CaseActRoute('take', file, {
    summary: 'Take a case',
    description: 'Of officers who take it at once, one gets it.',
  });
