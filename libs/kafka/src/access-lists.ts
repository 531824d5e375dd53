import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import { withAdmin } from './admin.ts';
import { type KafkaLogin, kafkaClient } from './client.ts';

// Node finds only some names of this CommonJS package by itself.
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const operations = {
  read: AclOperationTypes.READ,
  write: AclOperationTypes.WRITE,
  describe: AclOperationTypes.DESCRIBE,
  create: AclOperationTypes.CREATE,
  delete: AclOperationTypes.DELETE,
} as const;

const resources = {
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  transaction: AclResourceTypes.TRANSACTIONAL_ID,
} as const;

/** One thing that one principal may do; whatever is not listed is refused by the broker. */
export interface KafkaRight<P extends string = string> {
  readonly principal: P;
  readonly resource: keyof typeof resources;
  /** With a star at the end, all names that begin so. */
  readonly name: string;
  readonly may: readonly (keyof typeof operations)[];
}

const aclPrincipal = (name: string): string => `User:${name}`;

export const aclsOf = (rights: readonly KafkaRight[]): readonly AclEntry[] =>
  rights.flatMap(({ principal, resource, name, may }) => {
    const isPrefix = name.length > 1 && name.endsWith('*');
    return may.map((operation) => ({
      principal: aclPrincipal(principal),
      host: '*',
      permissionType: AclPermissionTypes.ALLOW,
      operation: operations[operation],
      resourceType: resources[resource],
      resourceName: isPrefix ? name.slice(0, -1) : name,
      resourcePatternType: isPrefix ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
    }));
  });

const textOf = (acl: AclEntry): string =>
  [
    ...[acl.principal, acl.host, acl.operation, acl.permissionType],
    ...[acl.resourceType, acl.resourcePatternType, acl.resourceName],
  ].join(' ');

/** Makes the access lists of these principals exactly the given rights: what is no longer listed is taken away. */
export async function setAccessLists(
  login: KafkaLogin,
  principals: readonly string[],
  rights: readonly KafkaRight[],
): Promise<void> {
  const kafka = kafkaClient(login, 'einmal-local', { retry: { retries: 8, initialRetryTime: 100 } });
  const wanted = aclsOf(rights);
  await withAdmin(kafka, async (admin) => {
    const present: AclEntry[] = [];
    for (const principal of principals) present.push(...(await listed(admin, aclPrincipal(principal))));
    const [wantedTexts, presentTexts] = [wanted, present].map((acls) => new Set(acls.map(textOf)));
    const added = wanted.filter((acl) => presentTexts?.has(textOf(acl)) !== true);
    const removed = present.filter((acl) => wantedTexts?.has(textOf(acl)) !== true);
    if (added.length > 0) await admin.createAcls({ acl: added });
    if (removed.length > 0) await admin.deleteAcls({ filters: removed });
  });
}

async function listed(admin: Admin, principal: string): Promise<AclEntry[]> {
  const { resources: found } = await admin.describeAcls({
    principal,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
  });
  return found.flatMap(({ acls, ...resource }) => acls.map((acl) => ({ ...resource, ...acl })));
}
