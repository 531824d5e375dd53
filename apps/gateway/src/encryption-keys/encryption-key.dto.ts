import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { OptionalText, RequiredText } from '../text-member.decorator.ts';

const COORDINATE = '^[A-Za-z0-9_\\-]{43}$';
const coordinate = (name: string) =>
  RequiredText({
    pattern: COORDINATE,
    description: `${name} coordinate, 32 bytes in base64url`,
    example: '4mi-YcZ1cPkGAQTk-PqkJlyXBHwM8dsB5ZXk4aNmfXs',
  });

/** Told apart from a member that nobody knows, because whoever sends it has to make a new key. */
const RefusedPrivate = (): PropertyDecorator =>
  applyDecorators(
    ValidateBy(
      { name: 'refusedPrivate', validator: { validate: (value) => value === undefined } },
      {
        message:
          'is the private half: it was sent to somebody, so make a new key pair, and register the public half alone',
        context: { code: 'encryption-key-unsuitable' },
      },
    ),
    ApiPropertyOptional({ type: 'string', description: 'Refused: the private half stays with you' }),
  );

/** A public key to which releases are encrypted: JWK (RFC 7517) of the curve P-256. */
export class EncryptionJwkDto {
  @RequiredText({ pattern: '^EC$', description: 'Key type', example: 'EC' })
  readonly kty!: 'EC';

  @RequiredText({ pattern: '^P-256$', description: 'Curve', example: 'P-256' })
  readonly crv!: 'P-256';

  @coordinate('x')
  readonly x!: string;

  @coordinate('y')
  readonly y!: string;

  @RequiredText({ pattern: '^enc$', description: 'Not the key that signs your assertions', example: 'enc' })
  readonly use!: 'enc';

  @OptionalText({
    pattern: '^[A-Za-z0-9._~\\-]{1,64}$',
    description: 'Name of the key, which releases carry; its thumbprint (RFC 7638) without one',
    example: 'releases-2026-11',
  })
  readonly kid?: string;

  @OptionalText({ pattern: '^ECDH-ES\\+A256KW$', description: 'Algorithm', example: 'ECDH-ES+A256KW' })
  readonly alg?: 'ECDH-ES+A256KW';

  @RefusedPrivate()
  readonly d?: string;
}

export class EncryptionKeyDto {
  @ApiProperty({ example: 'releases-2026-11' })
  readonly kid!: string;

  @ApiProperty({ type: EncryptionJwkDto })
  readonly jwk!: EncryptionJwkDto;

  @ApiProperty({ format: 'date-time' })
  readonly registeredAt!: string;

  @ApiProperty({ description: 'Client that registered it', example: 'parking-hannover' })
  readonly clientId!: string;

  @ApiProperty({
    type: [String],
    example: ['parking-hannover'],
    description:
      'All clients of your authority to whose keys releases are encrypted, newest key first; eight at most',
  })
  readonly systems!: readonly string[];
}
