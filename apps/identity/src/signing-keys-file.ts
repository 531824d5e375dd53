import { NestedList } from '#libs/service-kit';
import { ArrayNotEmpty, Equals, Matches } from 'class-validator';

const COORDINATE = /^[A-Za-z0-9_-]{43}$/;

/** A private P-256 JWK. */
export class SigningKey {
  @Equals('EC') readonly kty!: 'EC';
  @Equals('P-256') readonly crv!: 'P-256';
  @Equals('ES256') readonly alg!: 'ES256';
  @Equals('sig') readonly use!: 'sig';
  @Matches(/^\S{1,128}$/) readonly kid!: string;
  @Matches(COORDINATE) readonly x!: string;
  @Matches(COORDINATE) readonly y!: string;
  @Matches(COORDINATE) readonly d!: string;
}

/** SIGNING_JWKS_FILE: a private JWK set. The first key signs; all are published, so that keys can be rotated. */
export class SigningKeysFile {
  @ArrayNotEmpty() @NestedList(() => SigningKey, 100) readonly keys!: SigningKey[];
}
