import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const folder = fileURLToPath(new URL('../../data/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface Asset {
  readonly type: string;
  readonly content: Buffer;
  /** Absent where it is compressed as it is. */
  readonly brotli?: Buffer;
}

/** Style, scripts, icons and fonts: read once, compressed once, under addresses that change with their content. */
export class Assets {
  private readonly byAddress = new Map<string, Asset>();
  private readonly addresses = new Map<string, string>();

  constructor() {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => types[extname(name)] !== undefined,
    );
    // Style names fonts and icons, so these have their addresses first.
    const ordered = names.toSorted((one, other) => Number(isStyle(one)) - Number(isStyle(other)));
    for (const name of ordered) this.add(name, readFileSync(folder + name));
  }

  /** @throws Error where there is no such file */
  address(name: string): string {
    const address = this.addresses.get(name);
    if (address === undefined) throw new Error(`There is no asset ${name}.`);
    return address;
  }

  at(address: string): Asset | undefined {
    return this.byAddress.get(address);
  }

  private add(name: string, bytes: Buffer): void {
    const type = types[extname(name)]!;
    const content = isStyle(name) ? this.withAddresses(bytes) : bytes;
    const digest = createHash('sha256').update(content).digest('base64url').slice(0, 12);
    const address = `/assets/${name.replaceAll('/', '-').replace(/(\.\w+)$/, `.${digest}$1`)}`;
    this.addresses.set(name, address);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    const isText = extname(name) !== '.woff2';
    this.byAddress.set(address, {
      type,
      content,
      ...(isText && { brotli: brotliCompressSync(content, quality) }),
    });
  }

  private withAddresses(style: Buffer): Buffer {
    const text = style.toString();
    return Buffer.from(
      text.replaceAll(/url\(([^)"']+)\)/g, (_, name: string) => `url(${this.address(name)})`),
    );
  }
}

const isStyle = (name: string): boolean => name.endsWith('.css');
