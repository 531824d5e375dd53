import { CorrectionsStand, draft, patch } from '../testing/corrections-stand.ts';

let stand: CorrectionsStand;
beforeAll(async () => {
  stand = await CorrectionsStand.start();
});
afterAll(() => stand.stop());

describe('a correction that cannot be', () => {
  it.each([
    ['/transform/patch/0/path', [{ op: 'replace', path: '/subject', value: 'x' }]],
    ['/transform/patch/0/path', [{ op: 'add', path: '/__proto__/x', value: 1 }]],
    ['/transform/patch/0/value', [{ op: 'add', path: '/time' }]],
    ['/transform/patch', []],
  ])('is refused at %s when it is drafted as %j', async (pointer, operations) => {
    const { letter } = await stand.aLetter();
    const body = { ...draft, transform: { kind: 'json-patch', patch: operations } };
    expect(await stand.drafted(letter, body)).toMatchObject({
      code: 'correction-unsuitable',
      errors: [{ pointer }],
    });
  });

  it.each([
    ['/transform/patch/0/op', { kind: 'json-patch', patch: [{ op: 'move', path: '/type' }] }],
    ['/transform/patch', { kind: 'json-patch', patch: Array.from({ length: 51 }, () => patch[0]) }],
    ['/transform/patch/0/value', { kind: 'json-patch', patch: [{ ...patch[0], value: 'x'.repeat(201) }] }],
    ['/transform/name', { kind: 'function', name: 'no-such-function' }],
    ['/transform/name', { kind: 'function' }],
    ['/transform/patch', { kind: 'json-patch', name: 'changed-fields-sorted' }],
  ])('is no request at %s', async (pointer, transform) => {
    const { letter } = await stand.aLetter();
    const answer = await stand.drafted(letter, { ...draft, transform });
    expect(answer.errors?.map((each) => each.pointer)).toContain(pointer);
    expect(answer.status).toBe(400);
  });

  it('is refused by its dry run when it does not fit what is parked, and the draft stays', async () => {
    const { letter } = await stand.aLetter({ effectiveOn: '2026-11-20', street: undefined });
    const { id } = await stand.drafted(letter);
    expect(await stand.step(id, 'dry-run')).toMatchObject({
      code: 'correction-unsuitable',
      errors: [{ pointer: '/transform/patch/1/path' }],
    });
    expect(await stand.found(id)).toMatchObject({ state: 'draft' });
  });

  it('is none of what nobody can read, nobody published, or no topic keeps', async () => {
    const [unreadable, unknown, lost] = ['u', 'v', 'w'].map((key) =>
      stand.letters.group.parked(`k-none-${key}`),
    );
    await stand.letters.group.announce('parked', [unreadable!], {
      causeCode: 'event-unreadable',
      value: 'Secret',
    });
    await stand.letters.group.announce('parked', [{ ...unknown!, type: 'x.v1' }]);
    await stand.letters.group.announce('parked', [lost!], { value: 'Secret' });
    const codes: (string | undefined)[] = [];
    for (const event of [unreadable!, unknown!]) {
      const [letter] = await stand.letters.arrived(event.key, 1);
      codes.push((await stand.drafted(letter!)).code);
    }
    const [letter] = await stand.letters.arrived(lost!.key, 1);
    const { id } = await stand.drafted(letter!);
    codes.push((await stand.step(id, 'dry-run')).code);
    await stand.letters.operator.pool.query('update dead_letter set content_offset = null where id = $1', [
      letter!.id,
    ]);
    const gone = await stand.step(id, 'dry-run');
    expect([...codes, gone.code]).toEqual(Array(4).fill('dead-letter-not-correctable'));
    expect(gone.detail).toContain('Redrive it');
    await stand.step(id, 'cancel');
    // Told of its state, before anybody looks for what is not kept.
    expect((await stand.step(id, 'dry-run')).code).toBe('correction-state-unsuitable');
    expect((await stand.found('nonsense')).code).toBe('correction-unknown');
  });
});
