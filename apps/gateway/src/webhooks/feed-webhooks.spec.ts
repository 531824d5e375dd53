import { webhookId } from './feed-webhooks.ts';

describe('the id of a webhook', () => {
  it('stays the same for one event and subscription, and differs for another, and for a replay', () => {
    const ids = [
      webhookId({ id: 'e1' }, 's1'),
      webhookId({ id: 'e1' }, 's2'),
      webhookId({ id: 'e2' }, 's1'),
      webhookId({ id: 'e1', replayid: 'r1' }, 's1'),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(webhookId({ id: 'e1' }, 's1')).toBe(ids[0]);
  });
});
