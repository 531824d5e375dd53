export { AnswerDto } from './answer.dto.ts';
export { DraftChangedMeanwhile, DraftUnknown } from './draft.errors.ts';
export { type DraftRow, DraftStore } from './draft.store.ts';
export { DraftsModule } from './drafts.module.ts';
export { DraftsService, toAnswers } from './drafts.service.ts';
