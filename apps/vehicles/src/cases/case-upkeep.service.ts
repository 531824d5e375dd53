import { Injectable } from '@nestjs/common';
import { forgetOldCases } from '#libs/cases';
import { Upkeep, walk } from '#libs/service-kit';
import { retireSql } from './case.sql.ts';

const BATCH = 500;

/** Ends cases that acts on the vehicle have overtaken, and removes those that were closed long ago. */
@Injectable()
export class CaseUpkeep {
  constructor(upkeep: Upkeep) {
    upkeep.add({
      name: 'overtaken-cases',
      everyMs: 30_000,
      most: BATCH,
      portion: walk(retireSql, BATCH),
    });
    forgetOldCases(upkeep);
  }
}
