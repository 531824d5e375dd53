import { RequestInvalid } from '#libs/service-kit';
import { readSubject, type Subject } from '../subjects/index.ts';
import type { PreviewItemDto, PreviewRequestDto } from './preview-request.dto.ts';

export interface ReadItem {
  readonly item: Pick<PreviewItemDto, 'evidenceType' | 'consentId' | 'fields'>;
  readonly subject: Subject;
}

/** @throws RequestInvalid that names the item */
export const readItems = ({ items }: PreviewRequestDto): readonly ReadItem[] =>
  items.map((item, index) => ({ item, subject: readItem(item, index) }));

function readItem({ subject }: PreviewItemDto, index: number): Subject {
  try {
    return readSubject(subject);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    const [first, ...rest] = error.items.map((item) => ({
      ...item,
      pointer: `/items/${index}${item.pointer}`,
    }));
    throw new RequestInvalid([first!, ...rest]);
  }
}
