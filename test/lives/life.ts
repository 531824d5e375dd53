/** A record's path, its registration, then the acts in order: every act that announces something. */
export interface Life {
  readonly path: string;
  readonly registration: object;
  /** Types that none of these acts announces. */
  readonly others?: readonly string[];
  readonly acts: readonly (readonly [act: string, more: object])[];
}
