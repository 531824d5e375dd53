import { DomainError } from '#libs/service-kit';

/** A row of the trail has one report. */
export class ReportMade extends DomainError {
  readonly code = 'report-made';
  constructor() {
    super('You have reported this before. The trail shows what became of it.');
  }
}

/** No report to this authority has this id; also the answer where it is to another one. */
export class ReportUnknown extends DomainError {
  readonly code = 'report-unknown';
  constructor() {
    super('There is no report with this id to your authority.');
  }
}

export class ReportClosed extends DomainError {
  readonly code = 'report-closed';
  constructor() {
    super('The report was closed before, with another outcome.');
  }
}
