import { Injectable, type PipeTransform } from '@nestjs/common';
import { ReplayUnknown } from './replay.errors.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is no id names no replay. */
@Injectable()
export class ReplayIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!uuid.test(id)) throw new ReplayUnknown();
    return id;
  }
}
