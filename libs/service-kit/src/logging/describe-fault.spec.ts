import { describeFault } from './describe-fault.ts';

const SECRET = '02476291358';
/** As pg makes them. */
const ofDatabase = (code: string, message: string): Error =>
  Object.assign(new Error(message), {
    name: 'error',
    severity: 'ERROR',
    code,
    detail: `Key (idnr)=(${SECRET}) already exists.`,
    where: `unnamed portal parameter $1 = '${SECRET}'`,
    parameters: [SECRET],
    routine: 'string_to_uuid',
  });

describe('what a log says of a fault', () => {
  it.each([
    ['a text that is no id', ofDatabase('22P02', `invalid input syntax for type uuid: "${SECRET}"`)],
    ['a day out of range', ofDatabase('22008', `date/time field value out of range: "${SECRET}"`)],
    ['an exception of a function', ofDatabase('P0001', `not ${SECRET}`)],
    ['a message of several lines', ofDatabase('22P02', `invalid\n    at ${SECRET}`)],
    ['what TypeORM wraps', Object.assign(ofDatabase('23505', 'duplicate key'), { query: SECRET })],
    ['a cause', new Error('outer', { cause: ofDatabase('22P02', `"${SECRET}"`) })],
    ['JSON that cannot be read', new SyntaxError(`Unexpected token, "${SECRET}" is not valid JSON`)],
  ])('has no value of %s', (_, error) => {
    expect(JSON.stringify(describeFault(error))).not.toContain(SECRET);
  });

  it('has what finds the fault: code, constraint, routine and the place', () => {
    const described = describeFault(ofDatabase('42P01', 'relation "dog" does not exist'));
    expect(described).toMatchObject({
      code: '42P01',
      message: 'relation "dog" does not exist',
      routine: 'string_to_uuid',
      stack: expect.stringMatching(/\n\s+at .*describe-fault\.spec/),
    });
    expect(describeFault(ofDatabase('22P02', 'x'))).toMatchObject({ code: '22P02' });
  });
});
