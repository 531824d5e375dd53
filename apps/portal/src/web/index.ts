export { Everybody, SignedIn, Unattended } from './access.decorators.ts';
export {
  fieldsOf,
  hasSignedOut,
  languageOf,
  languages,
  pathOf,
  SIGNED_OUT_STATE,
  signedIn,
  signedOutPath,
  type SignedInVisit,
  startPath,
  unsentTo,
  type Visit,
  visitOf,
} from './page-request.ts';
export { addHostCheck } from './host-check.ts';
export { VisitGuard } from './visit.guard.ts';
export { inBoth } from './both-languages.ts';
export { SessionCookie } from './session-cookie.ts';
export { type Answer, Download, EventStream, ownPath, SeeOther, UUID, type View } from './view.ts';
