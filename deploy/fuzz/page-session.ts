/** What a page asked for and was refused, as its own network log tells; not what the browser does for itself. */
export interface PageLog {
  readonly requested: string[];
  readonly refused: string[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly request?: { readonly url: string };
    readonly entry?: { readonly source: string; readonly text: string };
  };
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/** One tab of Chromium, spoken to in its DevTools protocol. */
export class PageSession {
  readonly log: PageLog = { requested: [], refused: [] };
  readonly #answers = new Map<number, (message: Message) => void>();
  #lastId = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.#hear(JSON.parse(String(data)) as Message));
  }

  static async open(address: string): Promise<PageSession> {
    const socket = new WebSocket(address);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error('The browser does not answer.')));
    });
    const session = new PageSession(socket);
    for (const domain of ['Network', 'Log', 'Page', 'Runtime']) await session.send(`${domain}.enable`);
    return session;
  }

  send(method: string, params: object = {}): Promise<Message> {
    const id = (this.#lastId += 1);
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** The document as it stands now. */
  async html(): Promise<string> {
    const expression = 'document.documentElement.outerHTML';
    const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    const html = result?.result?.value;
    return typeof html === 'string' ? html : '';
  }

  close(): void {
    this.socket.close();
  }

  #hear({ id, method, params, ...answer }: Message): void {
    if (id !== undefined) this.#answers.get(id)?.({ id, ...answer });
    if (method === 'Network.requestWillBeSent' && params?.request)
      this.log.requested.push(params.request.url);
    if (method === 'Log.entryAdded' && params?.entry?.text.includes('Content Security Policy') === true)
      this.log.refused.push(params.entry.text);
  }
}
