import { Module } from '@nestjs/common';
import { SubjectPseudonyms } from './subject-pseudonyms.service.ts';

/** Whom a request is about, and the names under which subjects are kept and recognised. */
@Module({ providers: [SubjectPseudonyms], exports: [SubjectPseudonyms] })
export class SubjectsModule {}
