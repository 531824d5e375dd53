export {
  Einmal,
  type Binding,
  type EinmalOptions,
  type MachineService,
  type SessionService,
} from './einmal.ts';
export * from './generated/services.generated.ts';
export { problemKinds, type ProblemCode } from './generated/problems.generated.ts';
export { NoAnswer, Problem, type ProblemItem, TokenRefused } from './problem.ts';
export type { ProofKeys } from './proofs.ts';
export {
  type EncryptionKeys,
  newEncryptionKey,
  NotToOpen,
  openRelease,
  type OpenedRelease,
  openReport,
  type OpenedReport,
} from './release.ts';
export type { Patience } from './repeating.ts';
export type { AllRoutes, CallOptions, ServiceRoutes } from './routes.ts';
export { ServiceClient } from './service-client.ts';
export type { TlsOptions } from './transport.ts';
export { type Delivery, NotGenuine, readDelivery } from './webhook.ts';
