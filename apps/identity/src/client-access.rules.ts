import type { ClientEntry, Realm, ServiceName, Told } from './clients-file.ts';

export type AccessVerdict = 'allowed' | 'resource-unknown' | 'scope-missing' | 'scope-not-allowed';

/** What clients may ask for: only the listed resources, each with only its listed scopes. Nothing is trimmed silently. */
export class ClientAccess {
  private readonly clients: ReadonlyMap<string, ClientEntry>;

  constructor(
    clients: readonly ClientEntry[],
    private readonly urls: Readonly<Record<ServiceName, readonly string[]>>,
  ) {
    this.clients = new Map(clients.map((client) => [client.clientId, client]));
  }

  /** The authority that a token of the client names; `undefined` where it may not act for the requested one. */
  authorityOf(clientId: string, requested?: unknown): string | undefined {
    const { authority, authorities = [] } = this.clients.get(clientId) ?? {};
    return requested === undefined ? authority : [authority, ...authorities].find((id) => id === requested);
  }

  /** Whose logins the client takes. */
  realmOf(clientId: string): Realm {
    return this.clients.get(clientId)?.users ?? 'citizens';
  }

  /** Where a person may go back to whose login failed: of that client, or of all where none is known. */
  homesOf(clientId?: string): readonly { readonly client: string; readonly uri: string }[] {
    const some = [...this.clients.values()].filter(
      (each) => clientId === undefined || each.clientId === clientId,
    );
    return some.flatMap(({ name, homeUri }) =>
      homeUri === undefined ? [] : [{ client: name, uri: homeUri }],
    );
  }

  /** What the client is told of who has logged in there. */
  toldTo(clientId: string): readonly Told[] {
    return this.clients.get(clientId)?.told ?? [];
  }

  serviceAt(resource: string): ServiceName | undefined {
    const services = Object.entries(this.urls) as [ServiceName, readonly string[]][];
    return services.find(([, urls]) => urls.includes(resource))?.[0];
  }

  /** Scopes of a client at a resource; empty when it has no access there. */
  scopesAt(clientId: string, resource: string): readonly string[] {
    const access = this.clients.get(clientId)?.access ?? [];
    return access.find(({ service }) => this.urls[service].includes(resource))?.scopes ?? [];
  }

  /**
   * @param requested scopes of the request; `openid` is no scope of a resource and only clients that people log in at may ask for it
   * @param resources all that the request names: a scope is one of at least one of them
   */
  judge(
    clientId: string,
    resource: string,
    requested: ReadonlySet<string>,
    resources: readonly string[] = [resource],
  ): AccessVerdict {
    const granted = new Set(this.scopesAt(clientId, resource));
    if (granted.size === 0) return 'resource-unknown';
    const logsIn = this.clients.get(clientId)?.grant === 'authorization_code';
    const ofResource = [...requested].filter((scope) => !(logsIn && scope === 'openid'));
    if (ofResource.length === 0) return 'scope-missing';
    const somewhere = new Set(resources.flatMap((each) => this.scopesAt(clientId, each)));
    if (!ofResource.every((scope) => somewhere.has(scope))) return 'scope-not-allowed';
    return ofResource.some((scope) => granted.has(scope)) ? 'allowed' : 'scope-missing';
  }
}
