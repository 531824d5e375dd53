/** What an eID reads of a person. */
export interface BasicData {
  readonly familyName: string;
  readonly givenNames: string;
  readonly birthDate: string;
  /** Absent where the eID has none. */
  readonly home?: { readonly postcode: string; readonly place: string };
}

/** The retrieval of identification numbers (IDNrG §6(2), (3)): a broker asks the federal office, this service a stand-in. */
export interface IdentityRetrieval {
  /**
   * @param on day of the login
   * @returns nothing where nobody or several fit, and for a person under a lock; nobody is told which (IDNrG §6(5))
   */
  idnrOf(person: BasicData, on: string): Promise<string | undefined>;
}
