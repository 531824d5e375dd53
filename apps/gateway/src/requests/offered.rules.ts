import { RequestInvalid } from '#libs/service-kit';
import { ConsentNotPossible, NoticeMismatch, noticeOf, noticeText, offerFor } from '../consents/index.ts';
import { readSubject, type Subject } from '../subjects/index.ts';
import type { OpenRequestDto } from './request.dto.ts';
import type { NewRequest } from './request.store.ts';

type Rules = Parameters<typeof offerFor>[1];

/** One item of a request, as the person is asked for it. @throws ConsentNotPossible that names the item, NoticeMismatch */
export function offeredTo(
  authority: string,
  purpose: string,
  { evidenceType, fields, noticeSha256 }: OpenRequestDto['items'][number],
  index: number,
  rules: Rules,
): NewRequest['items'][number] {
  try {
    const offer = offerFor({ authority, purpose, evidenceType, fields }, rules);
    const notice =
      noticeSha256 === undefined ? noticeText(offer.notice, 'de') : noticeOf(offer.notice, noticeSha256);
    if (notice === undefined) throw new NoticeMismatch();
    return { evidenceType, fields: offer.fields, noticeSha256: notice.sha256 };
  } catch (error) {
    throw error instanceof ConsentNotPossible ? error.within(`/items/${index}`) : error;
  }
}

/** @throws RequestInvalid that names the member of a request */
export function readPerson(person: OpenRequestDto['person']): Subject {
  try {
    return readSubject(person);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    const [first, ...rest] = error.items.map((item) => ({
      ...item,
      pointer: item.pointer.replace(/^\/subject/, '/person'),
    }));
    throw new RequestInvalid([first!, ...rest]);
  }
}
