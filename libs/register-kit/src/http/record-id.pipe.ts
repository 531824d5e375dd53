import { Injectable, type PipeTransform } from '@nestjs/common';
import { RecordUnknown } from '../register.errors.ts';

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is no record id names no record. */
@Injectable()
export class RecordIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!uuidForm.test(id)) throw new RecordUnknown();
    return id.toLowerCase();
  }
}
