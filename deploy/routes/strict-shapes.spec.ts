import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { RequestInvalid, validateStrictly } from '#libs/service-kit';
import { describedMembers } from './described-members.ts';
import { placesIn } from './places.ts';
import { type Dto, routedDtos } from './routed-dtos.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const routed = await routedDtos(root);
const dtos = [...new Set(routed.map(({ dto }) => dto))];

/** Where the body is refused. Absent members make every body of these tests refused somewhere. */
function refusedAt(dto: Dto, body: unknown): readonly string[] {
  try {
    validateStrictly(dto, body);
    return [];
  } catch (error) {
    if (error instanceof RequestInvalid) return error.items.map(({ pointer }) => pointer);
    throw error;
  }
}

const isAtOrBelow = (pointer: string) => (refused: string) =>
  refused === pointer || refused.startsWith(`${pointer}/`);

const inherited = ['toString', 'constructor', 'valueOf', 'hasOwnProperty', '__proto__', 'isPrototypeOf'];
const single = fc.oneof(fc.string(), fc.integer(), fc.boolean());
const object = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 });
/** No object: what must not stand where an object of a class belongs. */
const noObject = fc.oneof(single, fc.array(fc.oneof(object, single, fc.constant(null)), { maxLength: 3 }));
/** What single values must not hold. */
const nested = fc.oneof(object, fc.array(object, { minLength: 1, maxLength: 2 }), fc.constant([[]]));

describe('the parameters of all routes', () => {
  it('are found in every app', () => {
    expect(routed.length).toBeGreaterThan(40);
    expect(routed.map(({ route }) => route)).toEqual(
      expect.arrayContaining([
        'LoginController.submit',
        'LookupController.lookUp',
        'ConsentController.give',
        'ResidentsController.registerResident',
        'VehiclesController.registerVehicle',
        'CompaniesController.registerCompany',
        'ReplayController.draftReplay',
      ]),
    );
  });
});

describe.each(dtos.map((dto) => ({ name: dto.name, dto })))('$name', ({ dto }) => {
  const places = placesIn(dto);
  const anyPlace = fc.constantFrom(...places);

  it('says of every member what it holds', () => {
    const opaque = places.flatMap((place) => describedMembers(place.dto).filter((member) => member.opaque));
    expect(opaque).toEqual([]);
  });

  it('takes an object of its class wherever one belongs', () => {
    for (const { pointer, wrap } of places) {
      expect(refusedAt(dto, wrap({})).filter((refused) => refused === pointer)).toEqual([]);
    }
  });

  it('refuses anything else there', () => {
    fc.assert(
      fc.property(anyPlace, noObject, ({ pointer, wrap }, value) => {
        const refused = refusedAt(dto, wrap(value));
        expect(refused).toContainEqual(
          expect.stringMatching(pointer === '' ? /^\/$/ : new RegExp(`^${pointer}$`)),
        );
      }),
    );
  });

  it('refuses members that it does not declare, at every depth', () => {
    fc.assert(
      fc.property(
        anyPlace,
        fc.oneof(fc.constantFrom(...inherited), fc.string()),
        fc.oneof(single, nested, fc.constant(null)),
        (place, name, value) => {
          fc.pre(!describedMembers(place.dto).some((member) => member.name === name));
          const pointer = `${place.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
          const sent = JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as object;
          expect(refusedAt(dto, place.wrap(sent))).toContain(pointer);
        },
      ),
    );
  });

  it('refuses objects and lists of them where single values belong', () => {
    fc.assert(
      fc.property(anyPlace, nested, fc.nat(), (place, value, pick) => {
        const singles = describedMembers(place.dto).filter((member) => !member.dto);
        const member = singles[pick % singles.length];
        fc.pre(member !== undefined);
        const pointer = `${place.pointer}/${member?.name}`;
        expect(refusedAt(dto, place.wrap({ [member?.name ?? '']: value })).some(isAtOrBelow(pointer))).toBe(
          true,
        );
      }),
    );
  });
});
