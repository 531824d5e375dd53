/** Made by `npm run generate` from the API description of operator; a change by hand is refused. */
import type { ServiceRoutes } from '../routes.ts';

export interface AuditEntry {
  /** Without gaps */
  readonly seq: number;
  readonly at: string;
  /** Id of the operator (`sub` of the token), whose `issuer` and `client` stand in `detail`; client id of a machine; `system` for what the service did by itself */
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  readonly reason?: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** SHA-256 over this entry and the hash before it, hexadecimal */
  readonly hash: string;
}

export interface AuditPage {
  /** Newest first */
  readonly entries: readonly AuditEntry[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface AuditAnchors {
  /** How many times the chain was anchored */
  readonly count: number;
  /** Highest entry that is anchored */
  readonly upToEntry?: number;
  /** When it was, by the clock of the broker */
  readonly upToTime?: string;
  /** Whether the log holds every anchored entry as it was anchored */
  readonly agree: boolean;
  /** First anchored entry that is gone or another one */
  readonly firstDisagreement?: number;
}

export interface AuditVerification {
  /** How many entries there are */
  readonly entries: number;
  /** Whether every entry follows from the one before it */
  readonly whole: boolean;
  /** First entry that does not */
  readonly firstBreak?: number;
  /** When the last entry was written */
  readonly until?: string;
  /** What the anchors say; absent when Kafka could not be asked, and then removed entries go unseen */
  readonly anchors?: AuditAnchors;
}

export interface DeadLetter {
  readonly id: string;
  readonly group: string;
  readonly topic: string;
  /** `topic/partition/offset`; of a replayed event that of the original */
  readonly origin: string;
  /** Empty when the event cannot be read */
  readonly type: string;
  readonly eventId: string;
  /** The replay it came from */
  readonly replayId?: string;
  /** Keyed pseudonym of the subject; nobody can tell from it who it is */
  readonly key: string;
  readonly state: 'PARKED' | 'REDRIVEN' | 'DISCARDED';
  readonly causeCode: string;
  /** Class and code of the fault, never its text */
  readonly cause: string;
  /** How often its handler was called */
  readonly attempts: number;
  /** Whether later events of the key wait behind it */
  readonly blocksKey: boolean;
  /** How often a redrive ended with the event parked again */
  readonly failedRedrives: number;
  readonly parkedAt: string;
  /** When its state or cause changed last */
  readonly changedAt: string;
}

export interface DeadLetterPage {
  /** Newest first */
  readonly deadLetters: readonly DeadLetter[];
  /** Value of `after` for the next page; absent on the last */
  readonly next?: string;
}

export interface DeadLetterGroup {
  readonly group: string;
  readonly parked: number;
  /** Keys whose later events wait */
  readonly keysBlocked: number;
  readonly redriven: number;
  readonly discarded: number;
  readonly oldestParkedAt?: string;
}

export interface DeadLetterCount {
  readonly group: string;
  /** Empty for events that cannot be read */
  readonly type: string;
  readonly causeCode: string;
  /** Parked events */
  readonly parked: number;
  /** Distinct keys among them */
  readonly keys: number;
  /** Of these, events that a redrive did not help */
  readonly failedAgain: number;
  readonly oldestParkedAt: string;
}

export interface DeadLetterSummary {
  readonly groups: readonly DeadLetterGroup[];
  /** Parked events by group, type and cause */
  readonly parked: readonly DeadLetterCount[];
}

export interface RedriveProgress {
  readonly keys: number;
  /** Keys of which nothing is pending */
  readonly keysSettled: number;
  readonly events: number;
  /** Handled, or given up where that was asked for */
  readonly done: number;
  /** Handled again, and failed again: parked as before */
  readonly failedAgain: number;
  /** Not tried, because an earlier event of the key failed again */
  readonly heldBack: number;
  readonly pending: number;
}

export interface LeftOut {
  readonly group: string;
  /** Its parked events that fit */
  readonly events: number;
}

export interface RedriveDescription {
  readonly id: string;
  readonly kind: 'REDRIVE' | 'DISCARD';
  readonly state: 'RUNNING' | 'DONE';
  /** The group has not answered in time; what is pending may be asked for anew */
  readonly isUnanswered: boolean;
  /** Operator, or client id of a machine; the audit log has the rest */
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly finishedAt?: string;
  readonly reason?: string;
  readonly selection: Readonly<Record<string, unknown>>;
  readonly progress: RedriveProgress;
  /** Consumer groups that Kafka did not know (any more), so that nobody would carry it out: their events stay parked */
  readonly leftOut: readonly LeftOut[];
  /** Of a discard: consumer groups that Kafka did not know (any more) and that carry it out when their services run again */
  readonly absentGroups: readonly string[];
}

export interface RedriveList {
  /** Newest first, at most 100 */
  readonly redrives: readonly RedriveDescription[];
}

export interface DeadLetterStep {
  readonly at: string;
  readonly state: 'PARKED' | 'REDRIVEN' | 'DISCARDED';
  readonly causeCode: string;
  readonly attempts: number;
}

export interface DeadLetterCorrection {
  readonly id: string;
  readonly state: string;
  /** Operator, or client id of a machine */
  readonly requestedBy: string;
  readonly requestedAt: string;
}

export interface DeadLetterDetail {
  readonly id: string;
  readonly group: string;
  readonly topic: string;
  /** `topic/partition/offset`; of a replayed event that of the original */
  readonly origin: string;
  /** Empty when the event cannot be read */
  readonly type: string;
  readonly eventId: string;
  /** The replay it came from */
  readonly replayId?: string;
  /** Keyed pseudonym of the subject; nobody can tell from it who it is */
  readonly key: string;
  readonly state: 'PARKED' | 'REDRIVEN' | 'DISCARDED';
  readonly causeCode: string;
  /** Class and code of the fault, never its text */
  readonly cause: string;
  /** How often its handler was called */
  readonly attempts: number;
  /** Whether later events of the key wait behind it */
  readonly blocksKey: boolean;
  /** How often a redrive ended with the event parked again */
  readonly failedRedrives: number;
  readonly parkedAt: string;
  /** When its state or cause changed last */
  readonly changedAt: string;
  /** The members of the thin event; absent when it was none, for it might hold anything then */
  readonly event?: Readonly<Record<string, unknown>>;
  /** Size of what was parked */
  readonly bytes: number;
  /** Why no personal data stand here */
  readonly privacy: string;
  /** What happened to it, oldest first */
  readonly steps: readonly DeadLetterStep[];
  /** The last twenty, newest first */
  readonly corrections: readonly DeadLetterCorrection[];
  /** Parked events of the same key and group that come before it */
  readonly waitsFor: number;
  /** Parked events of the same key and group that wait behind it */
  readonly holdsBack: number;
}

export interface RedriveMany {
  /** Consumer group */
  readonly group?: string;
  /** Topic of the event */
  readonly topic?: string;
  /** Event type */
  readonly type?: string;
  readonly causeCode?:
    'handler-failed' | 'key-parked' | 'type-unknown' | 'event-unreadable' | 'event-misplaced';
  /** Key of the event: a keyed pseudonym, never an identifier */
  readonly key?: string;
  /** Why; stands in the audit log. Name no person. */
  readonly reason?: string;
}

export interface DiscardMany {
  /** Consumer group */
  readonly group?: string;
  /** Topic of the event */
  readonly topic?: string;
  /** Event type */
  readonly type?: string;
  readonly causeCode?:
    'handler-failed' | 'key-parked' | 'type-unknown' | 'event-unreadable' | 'event-misplaced';
  /** Key of the event: a keyed pseudonym, never an identifier */
  readonly key?: string;
  /** Why; stands in the audit log. Name no person. */
  readonly reason: string;
}

export interface Redrive {
  /** Why; stands in the audit log. Name no person. */
  readonly reason?: string;
}

export interface Discard {
  /** Why; stands in the audit log. Name no person. */
  readonly reason: string;
}

export interface PatchOperation {
  /** Of RFC 6902; move and copy are not possible here */
  readonly op: 'add' | 'remove' | 'replace' | 'test';
  /** JSON Pointer (RFC 6901) into the event */
  readonly path: string;
  /** Of all but remove: a single value, or a list of single values. Name no person. */
  readonly value?: string | number | boolean | readonly (string | number | boolean)[] | null;
}

export interface Transform {
  readonly kind: 'json-patch' | 'function';
  /** For kind json-patch */
  readonly patch?: readonly PatchOperation[];
  /** For kind function */
  readonly name?: 'changed-fields-sorted' | 'unknown-members-removed' | 'effective-day-of-instant';
}

export interface CorrectionStep {
  /** Operator (`sub` of the token) */
  readonly by: string;
  readonly at: string;
  /** Whose `by` it is */
  readonly issuer?: string;
  /** Where the operator had logged in */
  readonly client?: string;
}

export interface SeenValue {
  /** text, number, true or false, null, object, or list of n */
  readonly kind: string;
  /** Only where the schema fixes or lists it, or it is a version */
  readonly value?: string | number;
}

export interface CorrectionChange {
  /** JSON Pointer; ends in … where a name is withheld */
  readonly path: string;
  readonly change: 'added' | 'removed' | 'replaced';
  readonly before?: SeenValue;
  readonly after?: SeenValue;
}

export interface EventFault {
  /** JSON Pointer */
  readonly path: string;
  /** What the schema wants there; no value */
  readonly detail: string;
}

export interface CorrectionDryRun {
  readonly at: string;
  /** Counts the dry runs of the correction */
  readonly number: number;
  /** HMAC-SHA256 over letter, transform, dry run and both events, under a secret: what is approved */
  readonly hash: string;
  readonly changes: readonly CorrectionChange[];
  /** Where the original is not what its schema allows */
  readonly faultsBefore: readonly EventFault[];
  /** Parked events of the same key and group that come before it */
  readonly waitsFor: number;
  /** Parked events of the same key and group that wait behind it */
  readonly holdsBack: number;
}

export interface Correction {
  readonly id: string;
  readonly deadLetterId: string;
  readonly group: string;
  readonly type: string;
  /** Keyed pseudonym of the subject */
  readonly key: string;
  readonly eventId: string;
  readonly state: 'draft' | 'dry-run' | 'approved' | 'applied' | 'refused' | 'lapsed' | 'cancelled';
  /** As it was drafted */
  readonly transform: Transform;
  readonly reason: string;
  readonly ticket: string;
  readonly requested: CorrectionStep;
  readonly dryRun?: CorrectionDryRun;
  readonly approved?: CorrectionStep;
  /** Once approved: from then on its group does not apply it. A minute later it is `lapsed`, unless its group answered */
  readonly lapsesAt?: string;
  /** Why it was refused: the letter was redriven or discarded first; or the group holds, or makes of it, something else than was approved */
  readonly failure?: 'settled' | 'not-as-approved';
  readonly endedAt?: string;
}

export interface CorrectionList {
  /** Newest first, at most 100 */
  readonly corrections: readonly Correction[];
}

export interface CorrectionDraft {
  readonly transform: Transform;
  /** Why; stands in the audit log. Name no person. */
  readonly reason: string;
  /** Where the matter is recorded */
  readonly ticket: string;
}

export interface CorrectionApproval {
  /** dryRun.hash of what you looked at: you approve this and nothing else. */
  readonly hash: string;
}

export interface MissingPart {
  /** What this answer lacks */
  readonly part: string;
  readonly reason: string;
}

export interface StreamPartition {
  readonly partition: number;
  /** First offset that is kept */
  readonly earliestOffset: string;
  /** Offset that the next event gets */
  readonly endOffset: string;
}

export interface StreamTopic {
  readonly name: string;
  readonly kind: 'CHANGES' | 'DEAD_LETTERS' | 'DELIVERIES' | 'OTHER';
  /** Offsets kept, of all partitions; control records count too */
  readonly kept: number;
  readonly partitions: readonly StreamPartition[];
}

export interface GroupPartition {
  readonly partition: number;
  /** Offset at which the group reads on */
  readonly offset: string;
  /** Events still to be read */
  readonly lagEvents: number;
}

export interface GroupTopic {
  readonly topic: string;
  readonly lagEvents: number;
  /** Age of the oldest event still to be read, to about a second; absent when it could not be found */
  readonly lagSeconds?: number;
  readonly partitions: readonly GroupPartition[];
}

export interface StreamGroup {
  readonly name: string;
  /** As Kafka names it; `Empty` when nobody reads */
  readonly state: string;
  readonly members: number;
  readonly lagEvents: number;
  readonly lagSeconds?: number;
  readonly topics: readonly GroupTopic[];
}

export interface LastOfKafka {
  /** When it was told */
  readonly asOf: string;
  readonly topics: readonly StreamTopic[];
  readonly groups: readonly StreamGroup[];
}

export interface Relay {
  readonly register: string;
  /** Committed events not yet on Kafka */
  readonly backlogEvents: number;
  /** Age of the oldest of them */
  readonly oldestEventAgeSeconds: number;
  /** Whether the process that answered brings the events to Kafka */
  readonly leading: boolean;
}

export interface Upkeep {
  /** Register, or `operator` for this service */
  readonly service: string;
  readonly task: string;
  /** For how long the oldest thing has been due that is not done */
  readonly lagSeconds?: number;
  /** When a process last did it, or began where it has not yet */
  readonly lastDoneAt?: string;
}

export interface StreamDeadLetters {
  readonly group: string;
  /** Parked events */
  readonly parked: number;
  /** Keys whose later events wait */
  readonly keysBlocked: number;
  readonly oldestParkedAt?: string;
}

export interface Streams {
  /** Not older than a second */
  readonly asOf: string;
  /** False when `missing` names something */
  readonly complete: boolean;
  readonly missing: readonly MissingPart[];
  /** None while Kafka is missing */
  readonly topics: readonly StreamTopic[];
  /** None while Kafka is missing */
  readonly groups: readonly StreamGroup[];
  /** While Kafka is missing, and since this service has known anything of it */
  readonly lastOfKafka?: LastOfKafka;
  readonly relays: readonly Relay[];
  /** Of the registers and of this service */
  readonly upkeep: readonly Upkeep[];
  readonly deadLetters: readonly StreamDeadLetters[];
}

export interface StreamHistoryPoint {
  readonly at: string;
  /** Events still to be read */
  readonly lagEvents?: number;
  /** Age of the oldest of them */
  readonly lagSeconds?: number;
  /** Offsets written since the point before; control records count too */
  readonly eventsPerSecond?: number;
}

export interface StreamHistory {
  /** Absent before there is a first point */
  readonly since?: string;
  readonly group?: string;
  /** The oldest first; of an hour at most */
  readonly points: readonly StreamHistoryPoint[];
}

export interface Projection {
  readonly topic: string;
  /** Number of the generation that is read; a rebuild makes a new one */
  readonly generation: number;
  /** The replay that built it */
  readonly replay?: string;
  readonly since: string;
  readonly records: number;
  /** Records with versions that no event told of */
  readonly recordsWithGaps: number;
  /** Versions that no event told of */
  readonly missingVersions: number;
}

export interface ProjectionList {
  readonly projections: readonly Projection[];
}

export interface ReplayTarget {
  /** group: deliveries to one consumer group. side-topic: a topic named replay.…. subscription: one subscriber of the gateway, with the rights of today. projection: the operators’ record versions, rebuilt aside and swapped in. file: NDJSON in the replay folder. */
  readonly kind: 'group' | 'side-topic' | 'subscription' | 'projection' | 'file';
  /** Consumer group, for kind group */
  readonly group?: string;
  /** Topic, for kind side-topic */
  readonly topic?: string;
  /** Id of the subscription, for kind subscription */
  readonly subscription?: string;
}

export interface ReplayDraft {
  /** Register whose change events are meant; or topic */
  readonly register?: 'residents' | 'vehicles' | 'business';
  /** Topic, instead of a register */
  readonly topic?: string;
  /** Partitions; all unless given */
  readonly partitions?: readonly number[];
  /** From the first event written at or after this instant (RFC 3339). Else from the oldest retained. */
  readonly fromTime?: string;
  /** From this offset; needs exactly one partition */
  readonly fromOffset?: number;
  /** Up to the first event written at or after this instant. Else up to the end when the replay starts. */
  readonly toTime?: string;
  /** Up to and without this offset; needs exactly one partition */
  readonly toOffset?: number;
  /** Subjects of the events (pseudonyms, as in the events); all unless given */
  readonly keys?: readonly string[];
  /** Event types; all unless given */
  readonly types?: readonly string[];
  readonly target: ReplayTarget;
  /** Most events per second */
  readonly ratePerSecond?: number;
  /** Why; stands in the audit log and in the report. Name no person. */
  readonly reason: string;
  /** Where the matter is recorded */
  readonly ticket: string;
}

export interface ReplayBound {
  readonly time?: string;
  readonly offset?: number;
}

export interface ReplaySelection {
  readonly topic: string;
  /** All unless given */
  readonly partitions?: readonly number[];
  readonly from?: ReplayBound;
  readonly to?: ReplayBound;
  /** Subjects: pseudonyms */
  readonly keys?: readonly string[];
  readonly types?: readonly string[];
}

export interface ReplayTargetShown {
  readonly kind: 'group' | 'side-topic' | 'subscription' | 'projection' | 'file';
  readonly group?: string;
  readonly topic?: string;
  readonly subscription?: string;
}

export interface ReplayStep {
  /** Operator (`sub` of the token), or client id of a machine */
  readonly by: string;
  readonly at: string;
  /** Whose `by` it is; absent where a machine took the step */
  readonly issuer?: string;
  /** Where the operator had logged in; absent with `issuer` */
  readonly client?: string;
}

export interface ReplayRange {
  readonly partition: number;
  readonly from: number;
  /** Exclusive */
  readonly to: number;
}

export interface ReplayCounts {
  readonly events: number;
  readonly byPartition: Readonly<Record<string, number>>;
  readonly byType: Readonly<Record<string, number>>;
}

export interface DryRunCheck {
  readonly check: 'retention' | 'selection' | 'target' | 'target-group' | 'unreadable';
  readonly ok: boolean;
  /** What is not ok and blocking keeps the replay from being approved */
  readonly blocking: boolean;
  readonly detail: string;
}

export interface ReplayDryRun {
  readonly at: string;
  /** Of this very dry run: what an approval names */
  readonly hash: string;
  /** Whether it can be approved */
  readonly passed: boolean;
  readonly orderHash: string;
  readonly ranges: readonly ReplayRange[];
  /** What is not retained any more */
  readonly retention: Readonly<Record<string, unknown>>;
  /** Events in the ranges */
  readonly read: number;
  /** Those that would be replayed */
  readonly selected: ReplayCounts;
  /** Messages that are no change events */
  readonly unreadable: number;
  readonly checks: readonly DryRunCheck[];
  readonly estimateSeconds: number;
}

export interface ReplayProgress {
  readonly passedOffsets: number;
  readonly totalOffsets: number;
  readonly percent: number;
  /** Events */
  readonly read: number;
  /** Events */
  readonly delivered: number;
  readonly etaSeconds?: number;
  readonly phase?: 'reading' | 'verifying' | 'waiting-for-group' | 'catching-up';
  readonly offsetsPerSecond?: number;
  readonly eventsPerSecond?: number;
  /** Class of the fault that is being retried */
  readonly retrying?: string;
}

export interface ReplayFailure {
  readonly code: string;
  readonly detail: string;
}

export interface Replay {
  readonly id: string;
  readonly state: 'draft' | 'dry-run' | 'approved' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed';
  readonly selection: ReplaySelection;
  readonly target: ReplayTargetShown;
  readonly ratePerSecond: number;
  /** SHA-256 over selection, target and rate */
  readonly orderHash: string;
  readonly reason: string;
  readonly ticket: string;
  readonly requested: ReplayStep;
  /** Until then it can be started */
  readonly expiresAt: string;
  /** What was counted last */
  readonly dryRun?: ReplayDryRun;
  readonly approved?: ReplayStep;
  readonly started?: ReplayStep;
  /** Frozen at the start */
  readonly ranges?: readonly ReplayRange[];
  readonly progress?: ReplayProgress;
  /** Per partition: next offset, events read and delivered */
  readonly checkpoints?: readonly Readonly<Record<string, unknown>>[];
  /** What reading source and target again found */
  readonly evidence?: Readonly<Record<string, unknown>>;
  readonly failure?: ReplayFailure;
  readonly endedAt?: string;
}

export interface ReplayList {
  readonly replays: readonly Replay[];
}

export interface ReplayApproval {
  /** dryRun.hash of what you looked at: you approve this and nothing else. */
  readonly dryRunHash: string;
}

export interface ReplayReport {
  /** The report in the clear */
  readonly report: Readonly<Record<string, unknown>>;
  /** The same as compact JWS (EdDSA); keys at /.well-known/jwks.json */
  readonly jws: string;
}

export interface Jwks {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** RFC 9457 problem. `type` resolves to a page with cause and remedy. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly {
    /** RFC 6901 pointer into the body */
    readonly pointer: string;
    readonly code: string;
    readonly detail: string;
  }[];
  /** The decision row that records this refusal. */
  readonly lookupId?: string;
  readonly traceId?: string;
}

export interface Routes {
  /** Who did what, when and why, newest first */
  readonly 'GET /v1/audit': {
    readonly query?: {
      /** Id of what it happened to: a replay, a redrive */
      readonly object?: string;
      /** Who did it, as `actor` of an entry */
      readonly actor?: string;
      /** `next` of the page before */
      readonly after?: string;
      readonly limit?: number;
    };
    readonly answer: AuditPage;
  };
  /** Whether every entry still follows from the one before it, and is the one that was anchored */
  readonly 'GET /v1/audit/verification': {
    readonly answer: AuditVerification;
  };
  /** Events that a consumer group could not handle, newest first */
  readonly 'GET /v1/dead-letters': {
    readonly query?: {
      /** Consumer group */
      readonly group?: string;
      /** Topic of the event */
      readonly topic?: string;
      /** Event type */
      readonly type?: string;
      readonly causeCode?:
        'handler-failed' | 'key-parked' | 'type-unknown' | 'event-unreadable' | 'event-misplaced';
      /** Key of the event: a keyed pseudonym, never an identifier */
      readonly key?: string;
      readonly state?: 'PARKED' | 'REDRIVEN' | 'DISCARDED';
      /** Parked at or after */
      readonly since?: string;
      /** Parked before */
      readonly until?: string;
      /** `next` of the page before */
      readonly after?: string;
      readonly limit?: number;
    };
    readonly answer: DeadLetterPage;
  };
  /** How many, by group, type and cause; and how many keys wait */
  readonly 'GET /v1/dead-letters/summary': {
    readonly answer: DeadLetterSummary;
  };
  /** What operators asked for: redrives and discards */
  readonly 'GET /v1/dead-letters/redrives': {
    readonly answer: RedriveList;
  };
  /** Redrive all parked events that fit */
  readonly 'POST /v1/dead-letters/redrives': {
    readonly body: RedriveMany;
    readonly answer: RedriveDescription;
  };
  /** Progress of one redrive or discard */
  readonly 'GET /v1/dead-letters/redrives/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: RedriveDescription;
  };
  /** One parked event: cause, attempts, origin and what happened to it */
  readonly 'GET /v1/dead-letters/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: DeadLetterDetail;
  };
  /** Give up all parked events that fit */
  readonly 'POST /v1/dead-letters/discards': {
    readonly body: DiscardMany;
    readonly answer: RedriveDescription;
  };
  /** Redrive one parked event */
  readonly 'POST /v1/dead-letters/{id}/redrive': {
    readonly path: {
      readonly id: string;
    };
    readonly body: Redrive;
    readonly answer: RedriveDescription;
  };
  /** Give one parked event up */
  readonly 'POST /v1/dead-letters/{id}/discard': {
    readonly path: {
      readonly id: string;
    };
    readonly body: Discard;
    readonly answer: RedriveDescription;
  };
  /** The newest hundred corrections */
  readonly 'GET /v1/dead-letters/corrections': {
    readonly answer: CorrectionList;
  };
  /** One correction: transform, dry run, approval, and what the group told of it */
  readonly 'GET /v1/dead-letters/corrections/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Correction;
  };
  /** Ask for a parked event to be corrected; never by a machine */
  readonly 'POST /v1/dead-letters/{id}/corrections': {
    readonly path: {
      readonly id: string;
    };
    readonly body: CorrectionDraft;
    readonly answer: Correction;
  };
  /** Apply the transform to what is parked, and show what would change */
  readonly 'POST /v1/dead-letters/corrections/{id}/dry-run': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Correction;
  };
  /** Approve what a dry run showed; never one’s own, and never by a machine */
  readonly 'POST /v1/dead-letters/corrections/{id}/approval': {
    readonly path: {
      readonly id: string;
    };
    readonly body: CorrectionApproval;
    readonly answer: Correction;
  };
  /** Give a correction up that nobody approved yet */
  readonly 'POST /v1/dead-letters/corrections/{id}/cancel': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Correction;
  };
  /** Topics, consumer groups, lag, relays and dead letters */
  readonly 'GET /v1/streams': {
    readonly answer: Streams;
  };
  /** Lag and throughput of the last hour */
  readonly 'GET /v1/streams/history': {
    readonly query?: {
      /** One consumer group and what it reads, instead of all together */
      readonly group?: string;
    };
    readonly answer: StreamHistory;
  };
  /** Record versions per register: how many records, and where events are missing */
  readonly 'GET /v1/projections': {
    readonly answer: ProjectionList;
  };
  /** Ask for a replay; never by a machine */
  readonly 'POST /v1/replays': {
    readonly body: ReplayDraft;
    readonly answer: Replay;
  };
  /** The newest hundred replays */
  readonly 'GET /v1/replays': {
    readonly answer: ReplayList;
  };
  /** One replay: dry run, approval, progress, checkpoints, evidence */
  readonly 'GET /v1/replays/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Replay;
  };
  /** Count what would be replayed */
  readonly 'POST /v1/replays/{id}/dry-run': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Replay;
  };
  /** Approve what a dry run counted; never one’s own, never by a machine, within 15 minutes of a login */
  readonly 'POST /v1/replays/{id}/approval': {
    readonly path: {
      readonly id: string;
    };
    readonly body: ReplayApproval;
    readonly answer: Replay;
  };
  /** Start; the end of the range is frozen now */
  readonly 'POST /v1/replays/{id}/start': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Replay;
  };
  /** Pause; takes effect within a second */
  readonly 'POST /v1/replays/{id}/pause': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Replay;
  };
  /** Go on where it was paused */
  readonly 'POST /v1/replays/{id}/resume': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Replay;
  };
  /** Give it up for good; what was delivered stays delivered */
  readonly 'POST /v1/replays/{id}/cancel': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: Replay;
  };
  /** The signed report of a replay that is done or failed */
  readonly 'GET /v1/replays/{id}/report': {
    readonly path: {
      readonly id: string;
    };
    readonly answer: ReplayReport;
  };
}

export const operator: ServiceRoutes<Routes> = {
  name: 'operator',
  keyed: new Set<keyof Routes>([]),
};
