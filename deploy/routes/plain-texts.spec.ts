import { fileURLToPath } from 'node:url';
import * as classValidator from 'class-validator';
import { RequestInvalid, validateStrictly } from '#libs/service-kit';
import { describedMembers } from './described-members.ts';
import { placesIn } from './places.ts';
import { type Dto, routedDtos } from './routed-dtos.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const dtos = [...new Set((await routedDtos(root)).map(({ dto }) => dto))];
const builtIn = new Set<unknown>(Object.values(classValidator).filter((value) => typeof value === 'string'));

const wrongValues = [
  null,
  0,
  -1,
  1.5,
  1e9,
  true,
  '',
  ' ',
  ' a',
  'a'.repeat(5_000),
  [],
  [null],
  ['', ''],
  {},
  [[]],
];

function detailsOf(dto: Dto, body: unknown): readonly string[] {
  try {
    validateStrictly(dto, body);
    return [];
  } catch (error) {
    if (error instanceof RequestInvalid) return error.items.map(({ detail }) => detail);
    throw error;
  }
}

describe.each(dtos.map((dto) => ({ name: dto.name, dto })))('what $name is refused with', ({ dto }) => {
  const places = placesIn(dto);

  it('is a text of ours for every constraint of class-validator', () => {
    for (const { wrap } of places) detailsOf(dto, wrap({}));
    const foreign = places
      .flatMap((place) =>
        classValidator.getMetadataStorage().getTargetValidationMetadatas(place.dto, '', false, false),
      )
      .filter(
        ({ name, type, message }) =>
          builtIn.has(name ?? type) && type !== 'conditionalValidation' && !message,
      );
    expect(foreign.map(({ propertyName, name }) => [propertyName, name])).toEqual([]);
  });

  it('says what to send, and names the member by its pointer alone', () => {
    const details = places.flatMap(({ dto: at, wrap }) =>
      describedMembers(at).flatMap(({ name }) =>
        wrongValues.flatMap((value) =>
          detailsOf(dto, wrap({ [name]: value })).map((detail) => ({ name, detail })),
        ),
      ),
    );
    expect(details.length).toBeGreaterThan(0);
    for (const { name, detail } of details) {
      expect(detail).not.toMatch(
        new RegExp(`^(each value in )?${name} (must|should)|should not|\\$property`),
      );
      expect(detail).not.toBe('');
    }
  });
});
