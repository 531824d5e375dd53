export * from './authorities.config.ts';
export * from './database.config.ts';
export * from './followed-files.ts';
export * from './http.config.ts';
export * from './kafka.config.ts';
export * from './log.config.ts';
export * from './read-config.ts';
export { ContentUnusable, membersOf, ReadJson, ReadText } from './read-json.decorator.ts';
export {
  processServing,
  readRegisterProcesses,
  readUrl,
  readWatchedRegisters,
  type RegisterProcess,
  type RegisterProcesses,
} from './register-processes.rules.ts';
export { openToOthers } from './secret-files.ts';
export { type Block, type Blocks, Setting, type SettingDescription, settingsOf } from './setting.ts';
export * from './tracing.config.ts';
export { variableOf } from './variable-of.ts';
