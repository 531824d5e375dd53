import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { CaseUnknown } from './case.errors.ts';

/** What is no id names no case. */
@Injectable()
export class CaseIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!isUUID(id)) throw new CaseUnknown();
    return id.toLowerCase();
  }
}
