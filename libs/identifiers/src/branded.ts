declare const brand: unique symbol;

/** Text that has passed the check its brand names; only a parser hands one out. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
