import { serviceOfGroup } from '#libs/contracts';
import { consumerGroups, consumerGroupsOf, groupOwners } from './event-topics.ts';

it('names each consumer group after the service that reads by it', () => {
  const named = groupOwners.flatMap((owner) =>
    consumerGroupsOf(owner).map((group) => [group, serviceOfGroup(group), owner]),
  );
  expect(named.map(([group]) => group)).toEqual(consumerGroups);
  expect(named.filter(([, service, owner]) => service !== owner)).toEqual([]);
});
