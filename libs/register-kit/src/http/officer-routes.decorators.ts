import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { ErrorCode } from '#libs/contracts';
import { NDJSON, Refuses, Takes } from '#libs/service-kit';
import { ReceiptDto } from './receipt.dto.ts';

const idempotencyKey = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'The same request under the same key is executed once and answered with the same receipt.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
});

/** Registers a record, answered by a receipt. @param refusals of this register, beside those of every register */
export const RegisterRoute = (summary: string, ...refusals: readonly ErrorCode[]): MethodDecorator =>
  applyDecorators(
    Post(),
    ApiOperation({ summary }),
    idempotencyKey,
    ApiResponse({ status: 201, type: ReceiptDto }),
    Refuses(
      'other-authority-competent',
      'record-exists',
      'effective-in-future',
      'idempotency-key-reused',
      ...refusals,
    ),
  );

/** An act on a record that its path does not name, answered by a receipt. @param refusals beside those of every act */
export const NamelessActRoute = (
  path: string,
  summary: string,
  ...refusals: readonly ErrorCode[]
): MethodDecorator =>
  applyDecorators(
    Post(path),
    HttpCode(200),
    ApiOperation({ summary }),
    idempotencyKey,
    ApiResponse({ status: 200, type: ReceiptDto }),
    Refuses(
      'record-unknown',
      'effective-in-future',
      'idempotency-key-reused',
      'other-authority-competent',
      ...refusals,
    ),
  );

/** An act on a record, answered by a receipt. @param refusals of this act, beside those of every act */
export const ActRoute = (act: string, summary: string, ...refusals: readonly ErrorCode[]): MethodDecorator =>
  applyDecorators(
    Post(`:id/acts/${act}`),
    HttpCode(200),
    ApiOperation({ summary }),
    idempotencyKey,
    ApiResponse({ status: 200, type: ReceiptDto }),
    Refuses(
      'record-unknown',
      'record-changed-meanwhile',
      'effective-in-future',
      'idempotency-key-reused',
      'other-authority-competent',
      ...refusals,
    ),
  );

/** Registers many records from a stream of lines, answered by a stream. @param formats what else a line may be */
export const ImportRoute = (summary: string, formats = ''): MethodDecorator =>
  applyDecorators(
    Post(),
    HttpCode(200),
    Takes(NDJSON),
    ApiOperation({
      summary,
      description:
        'Each line, at most 64 KiB, is a body of "register". The answer is NDJSON too: `progress` now and then, one `error` per line at fault (it stops nothing), `summary` at the end. A line that was registered with the same content before is `unchanged`.' +
        formats,
    }),
    ApiBody({ schema: { type: 'string', description: 'One JSON object per line, UTF-8.' } }),
    ApiResponse({
      status: 200,
      description: 'The report.',
      content: { [NDJSON]: { schema: { type: 'string' } } },
    }),
    Refuses('import-format-unknown', 'body-too-large', 'content-type-unsupported'),
  );
