export * from './calls.ts';
export * from './database.ts';
export * from './doors.ts';
export * from './listeners.ts';
export {
  certificateFault,
  Certificates,
  type Credential,
  measureCertificates,
  noteCertificates,
} from './certificates.ts';
export {
  refusedTls,
  refusedTlsIn,
  type ServerSettings,
  speaksTls,
  wantsHttps,
  wasClosed,
} from './refused-tls.ts';
