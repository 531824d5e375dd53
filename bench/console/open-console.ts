import { get, type IncomingMessage } from 'node:http';

export interface Figures {
  readonly rows: Readonly<Record<string, { readonly figures: readonly string[] } | undefined>>;
}

const NEVER_MS = 60_000;

/** A page of streams that somebody left open: its figures, as they come. */
export class OpenConsole {
  /** How many figures it was told. */
  told = 0;
  private readonly watching = new Set<(figures: Figures) => void>();
  private fault: Error | undefined;
  private close: () => void = () => undefined;

  static async at(address: string, cookie: string): Promise<OpenConsole> {
    const console = new OpenConsole();
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = get(address, { headers: { cookie }, agent: false }, resolve);
      asked.on('error', reject);
      console.close = () => void asked.destroy();
    });
    if (response.headers['content-type'] !== 'text/event-stream')
      throw new Error(`${address} answered ${response.statusCode}, and no events.`);
    let rest = '';
    response.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) console.hear(part);
    });
    response.on('error', () => undefined);
    return console;
  }

  leave(): void {
    this.close();
  }

  /** @throws Error where it was told anything but figures: a console that costs nothing is no figure */
  check(): void {
    if (this.fault) throw this.fault;
  }

  /**
   * Until the figures are as awaited.
   * @returns when, by `performance.now()`
   * @throws Error where they do not come to be so
   */
  until(what: string, is: (figures: Figures) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(this.fault ?? new Error(`Not told: ${what}.`)), NEVER_MS);
      const look = (figures: Figures): void => {
        if (!is(figures)) return;
        clearTimeout(late);
        this.watching.delete(look);
        resolve(performance.now());
      };
      this.watching.add(look);
    });
  }

  private hear(part: string): void {
    const [event = '', data = ''] = part.split('\n').map((line) => line.slice(line.indexOf(':') + 2));
    if (event !== 'figures') {
      this.fault ??= new Error(`A console was told: ${event} ${data}`);
      return;
    }
    this.told += 1;
    if (this.watching.size === 0) return;
    const figures = JSON.parse(data) as Figures;
    for (const look of this.watching) look(figures);
  }
}
