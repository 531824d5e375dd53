import { type IdentifierKind, parserOf } from './subjects/index.ts';
import { OptionalText } from './text-member.decorator.ts';
import { IDENTIFIER_INPUT } from './text-patterns.rules.ts';

/** What a body may name a subject by, beside the members of its class. */
export type Identifiers = Readonly<Partial<Record<IdentifierKind, string>>>;

/** Gives a body a member for each of these kinds. @param note what is to be said of a kind beside what it is */
export const NamedBy =
  (kinds: readonly IdentifierKind[], note: (kind: IdentifierKind) => string = () => ''): ClassDecorator =>
  ({ prototype }) => {
    for (const kind of kinds) {
      const { title, example } = parserOf(kind);
      const description = title + note(kind);
      OptionalText({ pattern: IDENTIFIER_INPUT, description, example, code: 'identifier-malformed' })(
        prototype as object,
        kind,
      );
    }
  };
