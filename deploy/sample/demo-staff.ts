/** A member of staff who logs in at the local stack, at one authority. Invented. */
export interface DemoStaff {
  /** Name typed on the demo login page. */
  readonly login: string;
  /** `sub` of the tokens. */
  readonly person: string;
  readonly authority: string;
  readonly roles: readonly { readonly service: string; readonly role: 'clerk' | 'officer' | 'operator' }[];
  /** Client at which the person logs in. */
  readonly desk: string;
  /** What the person is for, in a sentence. */
  readonly story: string;
}

type Register = 'residents' | 'vehicles' | 'business';

const officer = (
  login: string,
  person: string,
  register: Register,
  authority: string,
  story: string,
  desk = `desk-${register}`,
) => ({
  login,
  person,
  authority,
  roles: [{ service: register, role: 'officer' as const }],
  desk,
  story,
});

const operator = (login: string, person: string, story: string) => ({
  login,
  person,
  authority: 'betrieb-einmal',
  roles: [{ service: 'operator', role: 'operator' as const }],
  desk: 'desk-operator',
  story,
});

const clerk = (login: string, person: string, authority: string, story: string) => ({
  login,
  person,
  authority,
  roles: [{ service: 'procedures', role: 'clerk' as const }],
  desk: 'desk-procedures',
  story,
});

const vehicleOffice = 'zulassung-landeshauptstadt-hannover';

export const demoStaff: readonly DemoStaff[] = [
  officer(
    'hanna',
    'p_yT4nQ8wLr2ZbVx6K',
    'residents',
    'meldebehoerde-hannover',
    'keeps the residents register of Hannover',
  ),
  officer(
    'georg',
    'p_Jm7sE3pXc9RfUa5D',
    'residents',
    'meldebehoerde-goettingen',
    'keeps the residents register of Göttingen',
    'desk-residents-goettingen',
  ),
  officer(
    'viola',
    'p_Bk6hT1vNz8GqWo3M',
    'vehicles',
    vehicleOffice,
    'works on cases of the vehicle office of Hannover',
  ),
  officer('volker', 'p_Xd2fY9jPs5LcRe7H', 'vehicles', vehicleOffice, 'works beside her'),
  officer(
    'bruno',
    'p_Qa8mU4tKv6SnGi1W',
    'business',
    'registergericht-hannover',
    'keeps the companies register of Hannover',
  ),
  clerk('petra', 'p_Vf4nS6dGy8HtKb2Q', 'strassenverkehr-hannover', 'decides on resident parking permits'),
  clerk('pavel', 'p_Rm9wP3xCz5JvLe7T', 'strassenverkehr-hannover', 'works beside her'),
  clerk('greta', 'p_Tc3hD7jWe5LzXn9P', 'gewerbeamt-hannover', 'looks at notices of trades'),
  clerk('ines', 'p_Nb1qA8kFu6MsYo4D', vehicleOffice, 'decides on applications at the vehicle office'),
  operator('olga', 'p_Ze5rC7gBh3NyTd9F', 'watches the streams and asks for replays'),
  operator('paul', 'p_Lw1xM6kOj4VpQs8A', 'is the second pair of eyes'),
];
