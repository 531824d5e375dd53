/** The requests of one connection, in kafkajs 2.2.4, whose types do not show what is inside. The version is pinned. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  interface RequestQueue {
    readonly pending: readonly unknown[];
    readonly inflight: ReadonlyMap<number, InFlight>;
    readonly enforceRequestTimeout: boolean;
    readonly requestTimeout: number;
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    requestTimeoutIntervalId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
    scheduleRequestTimeoutCheck(): void;
    sendSocketRequest: (request: InFlight) => void;
    destroy: () => void;
  }

  interface InFlight {
    readonly sentAt: number;
    readonly requestTimeout: number;
    timeoutRequest(): void;
  }

  const constructor: { readonly prototype: RequestQueue };
  export default constructor;
}

/** One broker, in kafkajs 2.2.4. */
declare module 'kafkajs/src/broker/index.js' {
  interface WholeBroker {
    /** Asked once, while it connects. */
    apiVersions: () => Promise<object>;
    disconnect(): Promise<void>;
  }
  const constructor: { readonly prototype: WholeBroker };
  export default constructor;
}

/** One connection to a broker, in kafkajs 2.2.4. */
declare module 'kafkajs/src/network/connection.js' {
  interface Connection {
    authenticate: () => Promise<void>;
    disconnect(): Promise<unknown>;
  }
  const constructor: { readonly prototype: Connection };
  export default constructor;
}

/** The answer to a produce request of version 7, in kafkajs 2.2.4. */
declare module 'kafkajs/src/protocol/requests/produce/v7/response.js' {
  const response: {
    decode(rawData: Buffer): Promise<object>;
    /** Rejects with the error that kafkajs itself knows how to go on after. */
    parse(decoded: object): Promise<unknown>;
  };
  export default response;
}

/** The answer to a ListOffsets request of version 3, in kafkajs 2.2.4. */
declare module 'kafkajs/src/protocol/requests/listOffsets/v3/response.js' {
  const response: {
    /** Rejects with kafkajs' own error where that of a partition is one. */
    parse(decoded: object): Promise<unknown>;
  };
  export default response;
}

/** The answer to an OffsetFetch request of version 4, in kafkajs 2.2.4. */
declare module 'kafkajs/src/protocol/requests/offsetFetch/v4/response.js' {
  const response: {
    /** Rejects with kafkajs' own error where the group's, or that of a partition, is one. */
    parse(decoded: object): Promise<unknown>;
  };
  export default response;
}
