export { Everybody, SignedIn } from './access.decorators.ts';
export { fieldsOf, languages, signedIn, type SignedInVisit, type Visit, visitOf } from './page-request.ts';
export { inBoth } from './both-languages.ts';
export { PageRenderer } from './page-renderer.ts';
export { SessionCookie } from './session-cookie.ts';
export { WebModule } from './web.module.ts';
export { type Answer, Download, ownPath, SeeOther, type View } from './view.ts';
