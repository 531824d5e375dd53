import { Slots } from './slots.ts';

describe('slots', () => {
  it('let no more run at once than there are, first come, first served, whatever fails', async () => {
    const slots = new Slots(1);
    const first = Promise.withResolvers<void>();
    const told: string[] = [];
    const work = (name: string) => async (): Promise<void> => void told.push(name);
    const failing = slots.within(() => first.promise);
    const others = [slots.within(work('second')), slots.within(work('third'))];
    await new Promise(setImmediate);
    expect(told).toEqual([]);
    first.reject(new Error('failed'));
    await expect(failing).rejects.toThrow('failed');
    await Promise.all(others);
    expect(told).toEqual(['second', 'third']);
  });
});
