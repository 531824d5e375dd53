import { deliveryTopic } from '#libs/contracts';
import { type Admin, describeGroup, topicExists } from '#libs/kafka';
import { SUBSCRIPTIONS_GROUP } from './kafka-sink.ts';
import { isSideTopic, isWhole, type ReplayTarget, type Selection } from './replay-selection.rules.ts';
import type { DryRunCheck } from './replay.ts';

/** Whether the target is there and likely to take what it gets. */
export async function checkTarget(
  admin: Admin,
  selection: Selection,
  target: ReplayTarget,
): Promise<readonly DryRunCheck[]> {
  if (target.kind === 'group') return checkGroup(admin, target.group);
  if (target.kind === 'subscription') return checkGroup(admin, SUBSCRIPTIONS_GROUP);
  if (target.kind === 'side-topic') return [await checkSideTopic(admin, selection, target.topic)];
  if (target.kind === 'file') return [passed('The file is written to the replay folder of this service.')];
  return [
    passed(
      isWhole(selection)
        ? 'The projection is rebuilt from nothing and takes over once verified.'
        : 'The selection corrects a copy of the projection, which takes over once verified.',
    ),
  ];
}

async function checkGroup(admin: Admin, group: string): Promise<readonly DryRunCheck[]> {
  const topic = deliveryTopic(group);
  const found = await describeGroup(admin, group);
  const known = found !== undefined && found.state !== 'Dead';
  const live = known && found.members.length > 0;
  const there = await topicExists(admin, topic);
  return [
    { ...passed(there ? `${topic} exists.` : `There is no topic ${topic}.`), ok: there },
    {
      check: 'target-group',
      ok: live,
      // A group that is down for an hour finds its deliveries when it comes back; one that never was is a typing error.
      blocking: !known,
      detail: groupDetail(group, known, live),
    },
  ];
}

function groupDetail(group: string, known: boolean, live: boolean): string {
  if (!known) return `There is no consumer group ${group}.`;
  return live
    ? `${group} has members.`
    : `${group} is inactive now; the replay will not be done until it has consumed everything.`;
}

async function checkSideTopic(
  admin: Admin,
  { topic: source }: Selection,
  topic: string,
): Promise<DryRunCheck> {
  if (!isSideTopic(topic) || topic === source) {
    return { ...passed(`${topic} is not a name for a side topic: replay.…, and not the source.`), ok: false };
  }
  const there = await topicExists(admin, topic);
  return passed(there ? `${topic} exists; what it holds stays.` : `${topic} will be created.`);
}

const passed = (detail: string): DryRunCheck => ({ check: 'target', ok: true, blocking: true, detail });
