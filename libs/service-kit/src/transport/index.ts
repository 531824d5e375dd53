export * from './calls.ts';
export * from './database.ts';
export * from './doors.ts';
export * from './listeners.ts';
export { certificateFault, Certificates, type Credential, noteCertificates } from './certificates.ts';
export { refusedTls, type ServerSettings } from './refused-tls.ts';
