import { describeRegister } from '#libs/register-kit-testing';
import { aDog } from './dog.builder.ts';
import { transferTo } from './dog.rules.ts';
import { dogs } from './dogs.register.ts';
import { migrations } from './migrations/index.ts';

const inGoettingen = { familyName: 'Beispiel', givenNames: 'Max', ags: '03159016' };

describeRegister({
  register: dogs,
  migrations,
  example: aDog,
  kept: [
    { record: aDog, by: 'Landeshauptstadt Hannover, Steueramt' },
    {
      record: () => aDog({ authority: 'steueramt-goettingen', owner: inGoettingen }),
      by: 'Stadt Göttingen, Steueramt',
    },
  ],
  change: (n) => (dog) => transferTo({ ...dog.owner, givenNames: `Erika ${n}` })(dog),
});
