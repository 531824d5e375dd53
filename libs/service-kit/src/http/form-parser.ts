import { isUtf8 } from 'node:buffer';
import { RequestInvalid } from '../errors/index.ts';
import { isDecodable } from './address-text.ts';
import { FORM } from './content-type.rules.ts';
import { EncodingInvalid } from './request.errors.ts';

import type { FastifyInstance } from 'fastify';

/** Reads HTML forms. A field that occurs twice refuses the body, since the second could hide behind the first. */
export function addFormParser(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(FORM, { parseAs: 'buffer' }, (_request, bytes, done) => {
    const fields = [...new URLSearchParams(formTextOf(bytes as Buffer))];
    if (new Set(fields.map(([name]) => name)).size < fields.length) throw fieldRepeated();
    done(null, Object.fromEntries(fields));
  });
}

/** @throws EncodingInvalid where bytes or percent-encoding are not UTF-8, which `URLSearchParams` would replace */
export function formTextOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes) || !isDecodable(text)) throw new EncodingInvalid('The form');
  return text;
}

const fieldRepeated = (): RequestInvalid => RequestInvalid.at('/', 'A form field occurs twice.');
