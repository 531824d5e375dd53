import type { Procedures } from '#libs/client';
import type { Form } from '#libs/forms';

/** The form as its file says (docs/forms.md); the description of the API leaves open what is in it. */
export const definitionOf = ({ definition }: Procedures.WholeForm): Form => definition as unknown as Form;
