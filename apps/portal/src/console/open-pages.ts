/** More tabs of one browser nobody looks at, and of HTTP/1.1 it keeps no more connections to one host. */
const MOST_OF_SESSION = 6;
const MOST = 200;

/** How many pages are told figures at once: each costs a connection and a share of the work. */
export class OpenPages {
  private readonly byCookie = new Map<string, number>();
  private total = 0;

  /** @returns what makes room again; nothing where there are too many, of this session or altogether */
  enter(cookie: string): (() => void) | undefined {
    const own = this.byCookie.get(cookie) ?? 0;
    if (own >= MOST_OF_SESSION || this.total >= MOST) return undefined;
    this.count(cookie, 1);
    return () => this.count(cookie, -1);
  }

  private count(cookie: string, more: number): void {
    this.total += more;
    const own = (this.byCookie.get(cookie) ?? 0) + more;
    if (own > 0) this.byCookie.set(cookie, own);
    else this.byCookie.delete(cookie);
  }
}
