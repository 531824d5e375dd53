import { DomainError } from '#libs/service-kit';

/** The entry of the trail is one by which nothing was disclosed, or which shows the content of another. */
export class DisclosureEmpty extends DomainError {
  readonly code = 'disclosure-empty';
  constructor() {
    super('By this entry no register disclosed anything that could be shown.');
  }
}
