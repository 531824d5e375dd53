import { Injectable } from '@nestjs/common';
import { Background } from '#libs/service-kit';
import { type Sample, sampleOf, seriesOf } from './stream-history.rules.ts';
import type { StreamHistoryDto } from './stream-history.dto.ts';
import { StreamService } from './stream.service.ts';

const EVERY_MS = 30_000;
/** An hour, and the sample that its first difference needs. */
const KEPT = 121;

/** The last hour of the streams, in memory: a restart begins it anew, and the answer says since when it is kept. */
@Injectable()
export class StreamHistory {
  private samples: readonly Sample[] = [];

  constructor(
    private readonly streams: StreamService,
    background: Background,
  ) {
    background.loop({ name: 'stream-history', everyMs: EVERY_MS, work: () => this.take() });
  }

  /** @param group instead of all together */
  of(group?: string): StreamHistoryDto {
    const points = seriesOf(this.samples, group);
    const [first] = points;
    return { ...(first && { since: first.at }), ...(group !== undefined && { group }), points };
  }

  private async take(): Promise<void> {
    this.samples = [...this.samples, sampleOf(await this.streams.current())].slice(-KEPT);
  }
}
