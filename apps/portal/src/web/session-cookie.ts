import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseCookie, stringifySetCookie } from 'cookie';
import { HttpConfig } from '#libs/service-kit';
import { PortalConfig } from '../portal.config.ts';
import { isCookie, type OpenSession } from '../sessions/index.ts';

/**
 * The one cookie there is. With TLS it has the prefix that ties it to this host and to secure connections (RFC 6265bis
 * §4.1.3.2). Without, on loopback, it has a name of its own for each kind of visitor, as cookies know no ports.
 */
@Injectable()
export class SessionCookie {
  private readonly name: string;
  private readonly isSecure: boolean;

  constructor(http: HttpConfig, { visitors }: PortalConfig) {
    this.isSecure = http.publicUrl.startsWith('https:');
    this.name = `${this.isSecure ? '__Host-' : ''}einmal-${visitors}`;
  }

  of({ headers }: FastifyRequest): string | undefined {
    const value = parseCookie(headers.cookie ?? '')[this.name];
    return isCookie(value) ? value : undefined;
  }

  give(reply: FastifyReply, { cookie }: Pick<OpenSession, 'cookie'>): void {
    reply.header('set-cookie', this.line(cookie));
  }

  take(reply: FastifyReply): void {
    reply.header('set-cookie', this.line('', 0));
  }

  private line(value: string, maxAge?: number): string {
    return stringifySetCookie({
      ...{ name: this.name, value, path: '/', httpOnly: true, secure: this.isSecure, sameSite: 'lax' },
      ...(maxAge !== undefined && { maxAge }),
    });
  }
}
