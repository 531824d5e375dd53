import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import type { KafkaLogin } from './kafka-login.ts';
import { withAdmin } from './topics.ts';

// Node finds only some names of this CommonJS package by itself.
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const textOf = (acl: AclEntry): string =>
  [
    ...[acl.principal, acl.host, acl.operation, acl.permissionType],
    ...[acl.resourceType, acl.resourcePatternType, acl.resourceName],
  ].join(' ');

/**
 * Makes the access lists of these principals exactly the given ones: a right that is no longer listed is taken away.
 * @param principals as `User:name`
 */
export async function setAccessLists(
  login: KafkaLogin,
  principals: readonly string[],
  wanted: readonly AclEntry[],
): Promise<void> {
  await withAdmin(login, 8, async (admin) => {
    const present: AclEntry[] = [];
    for (const principal of principals) present.push(...(await listed(admin, principal)));
    const [wantedTexts, presentTexts] = [wanted, present].map((acls) => new Set(acls.map(textOf)));
    const added = wanted.filter((acl) => presentTexts?.has(textOf(acl)) !== true);
    const removed = present.filter((acl) => wantedTexts?.has(textOf(acl)) !== true);
    if (added.length > 0) await admin.createAcls({ acl: added });
    if (removed.length > 0) await admin.deleteAcls({ filters: removed });
  });
}

async function listed(admin: Admin, principal: string): Promise<AclEntry[]> {
  const { resources } = await admin.describeAcls({
    principal,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
  });
  return resources.flatMap(({ acls, ...resource }) => acls.map((acl) => ({ ...resource, ...acl })));
}
