import { IsEmail, IsIn, IsInt, IsJSON, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import {
  ContentUnusable,
  DatabaseConfig,
  HttpConfig,
  LogConfig,
  membersOf,
  ReadDigits,
  ReadJson,
  type readConfig,
  readUrl,
  Setting,
  TracingConfig,
} from '#libs/service-kit';

const url = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

export const visitorKinds = ['citizens', 'staff', 'operators'] as const;
export type Visitors = (typeof visitorKinds)[number];

/** Registers whose cases staff work on here: those that there are pages for; another one that declares itself needs its own. */
export const deskRegisters = ['residents', 'vehicles', 'business'] as const;
export type DeskRegister = (typeof deskRegisters)[number];

const forPeople = ['gateway', 'procedures', ...deskRegisters] as const;
export type ServiceName = (typeof forPeople)[number] | 'operator';
/** Which services are called for whom. */
export const calledFor: Readonly<Record<Visitors, readonly ServiceName[]>> = {
  citizens: forPeople,
  staff: forPeople,
  operators: ['operator', 'gateway'],
};
const serviceNames = [...forPeople, 'operator'] as const;
/** Base URLs; a register that several keep has several, and a service that is not called none. */
export type Services = Readonly<Record<ServiceName, readonly string[]>>;

function readServices(content: unknown): Services {
  const urls = membersOf('the whole', content, [], serviceNames);
  const read = (name: ServiceName): readonly string[] =>
    [urls[name] ?? []].flat().map((each) => {
      if (typeof each !== 'string') throw new ContentUnusable(`"${name}" is no URL, and no list of URLs`);
      return readUrl(name, each);
    });
  return Object.fromEntries(serviceNames.map((name) => [name, read(name)])) as unknown as Services;
}

/** By kind of identifier. */
export type ExampleSubject = Readonly<Partial<Record<(typeof identifiers)[number], string>>>;
const identifiers = ['idnr', 'birthDate', 'plate', 'vin', 'euid'] as const;

function readSubject(content: unknown): ExampleSubject {
  const members = membersOf('the whole', content, [], identifiers);
  const wrong = Object.entries(members).find(([, value]) => typeof value !== 'string');
  if (wrong !== undefined) throw new ContentUnusable(`"${wrong[0]}" is no text`);
  return members;
}

/** Who comes here, how they sign in, and which services are called for them. */
export class PortalConfig {
  @Setting(
    'Whose pages these are: `citizens`, `staff` or `operators`. Each has an address, a client and a database of its own.',
  )
  @IsIn(visitorKinds)
  readonly visitors!: Visitors;

  @Setting('The issuer at which people sign in, exactly as its tokens name it.')
  @IsUrl(url)
  readonly issuerUrl!: string;

  @Setting('The address at which ISSUER_URL is reached, where that is another one; ISSUER_URL unless given.')
  @IsOptional()
  @IsUrl(url)
  readonly issuerCallUrl?: string;

  @Setting('The client id of this portal at the issuer.')
  @IsString()
  readonly clientId!: string;

  @Setting("Private key that signs this client's assertions (RFC 7523), as a JWK.", { secret: true })
  @IsJSON()
  readonly clientJwk!: string;

  @Setting(
    'Base URLs of the services that are called for a person, as JSON by name: `operator` and `gateway` for operators, all others for citizens and staff; they are the audience of tokens, too. A list where several keep a register.',
  )
  @ReadJson(readServices)
  readonly services!: Services;

  @Setting('The addresses at which SERVICES are reached, where these are others; in the same form.')
  @IsOptional()
  @ReadJson(readServices)
  readonly serviceCallUrls?: Services;

  @Setting('What stands at the top of every page: whose portal this is.')
  @IsString()
  readonly siteLabel: string = 'Einmal';

  @Setting(
    'E-mail address for barriers that people find here (BITV 2.0 §7); the accessibility statement names it.',
  )
  @IsOptional()
  @IsEmail()
  readonly accessibilityContact?: string;

  @Setting(
    'How a demonstration gets a token for a system, which is named after it; developers are shown it. Without it they are told where a system asks.',
  )
  @IsOptional()
  @IsString()
  readonly tokenCommand?: string;

  @Setting(
    'What names the invented subject of a demonstration, as JSON by kind of identifier (`{"plate":"…"}`); developers try with it.',
  )
  @IsOptional()
  @ReadJson(readSubject)
  readonly exampleSubject?: ExampleSubject;

  @Setting('Minutes after which a session ends in which nothing was done.')
  @ReadDigits()
  @IsInt()
  @Min(5)
  @Max(120)
  readonly sessionIdleMinutes: number = 30;

  @Setting('Hours after which every session ends.')
  @ReadDigits()
  @IsInt()
  @Min(1)
  @Max(12)
  readonly sessionHours: number = 8;
}

/** Everything this app reads from its environment. */
export const configBlocks = {
  http: HttpConfig,
  log: LogConfig,
  tracing: TracingConfig,
  database: DatabaseConfig,
  portal: PortalConfig,
};

export type PortalSettings = ReturnType<typeof readConfig<typeof configBlocks>>;
