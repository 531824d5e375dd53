import { Logger } from '@nestjs/common';
import { RefusedCallers } from './refused-connections.ts';

it('a refused caller is told again after an hour, and not before', () => {
  const told: unknown[] = [];
  Logger.overrideLogger({ log: () => undefined, error: () => undefined, warn: (entry) => told.push(entry) });
  let nowMs = 0;
  const refused = new RefusedCallers(() => nowMs);
  for (const minutes of [0, 1, 59, 60, 61]) {
    nowMs = minutes * 60_000;
    refused.tell(['portal']);
  }
  expect(told).toHaveLength(2);
  Logger.overrideLogger(false);
});
