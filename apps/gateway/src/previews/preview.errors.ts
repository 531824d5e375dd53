import { DomainError } from '#libs/service-kit';

/** No preview of this citizen has this id; also the answer where it is somebody else's. */
export class PreviewUnknown extends DomainError {
  readonly code = 'preview-unknown';
  constructor() {
    super('You have no preview with this id.');
  }
}

export class PreviewExpired extends DomainError {
  readonly code = 'preview-expired';
  constructor() {
    super('The time to decide on this preview is over. Nothing was handed over. Ask for a new preview.');
  }
}

export class PreviewDecided extends DomainError {
  readonly code = 'preview-decided';
  constructor() {
    super('It was decided on this preview before. Ask for a new preview to decide anew.');
  }
}

export class PreviewKeyWrong extends DomainError {
  readonly code = 'preview-key-wrong';
  constructor() {
    super('This is not the key of the preview. Send the key that came with it.');
  }
}

/** The register had nothing to show. */
export class NothingToUse extends DomainError {
  readonly code = 'nothing-to-use';
  constructor() {
    super('This preview holds no evidence, so nothing can be handed over.');
  }
}

/** No release for this authority has this id; also the answer where it is another authority's. */
export class ReleaseUnknown extends DomainError {
  readonly code = 'release-unknown';
  constructor() {
    super('There is no release with this id for your authority.');
  }
}

export class ReleaseExpired extends DomainError {
  readonly code = 'release-expired';
  constructor() {
    super('The release was not taken in time. Ask the citizen for a new one.');
  }
}

export class ReleaseTaken extends DomainError {
  readonly code = 'release-taken';
  constructor() {
    super(
      'The release was taken. It is answered again for ten minutes, under the Idempotency-Key that took it.',
    );
  }
}

/** The register's answer of now is not what the citizen saw. */
export class ReleaseChanged extends DomainError {
  readonly code = 'release-changed';
  override readonly lookupId?: string;

  /** @param lookupId of the decision under which it was found out */
  constructor(lookupId?: string) {
    super(
      'The register no longer answers what the citizen saw. Nothing was handed over. Ask the citizen for a new preview.',
    );
    if (lookupId !== undefined) this.lookupId = lookupId;
  }
}

export class IdempotencyKeyMissing extends DomainError {
  readonly code = 'idempotency-key-missing';
  constructor() {
    super('Send an Idempotency-Key: under the same one an answer that was lost can be fetched again.');
  }
}
