import { IsOptional, IsString } from 'class-validator';
import { DatabaseConfig } from './database.config.ts';
import { LogConfig } from './log.config.ts';
import { Setting, settingsOf } from './setting.ts';

describe('what settings say of themselves', () => {
  it('is meaning, default, form, whether they are required, and whether they are secret', () => {
    expect(settingsOf(DatabaseConfig)).toEqual([
      {
        property: 'databaseUrl',
        variable: 'DATABASE_URL',
        meaning: 'The database of this service, as its app role, which may not alter tables.',
        secret: true,
        required: true,
        form: 'URL, postgres or postgresql',
      },
      ...['', '_CA_FILE', '_CERT_FILE', '_KEY_FILE'].map((which) =>
        expect.objectContaining({ variable: `DATABASE_TLS${which}`, secret: false, required: false }),
      ),
      expect.objectContaining({
        variable: 'DATABASE_POOL_SIZE',
        secret: false,
        required: false,
        default: '10',
        form: 'whole number from 1 to 100',
      }),
      expect.objectContaining({ variable: 'DATABASE_CONNECT_WITHIN_MS', default: '2000' }),
    ]);
    expect(settingsOf(LogConfig)).toMatchObject([{ form: expect.stringContaining('warn or error') }]);
  });

  it('is refused to be nothing', () => {
    class Silent {
      @Setting('Says what it is for.') @IsString() readonly told!: string;
      @IsOptional() @IsString() readonly untold?: string;
    }
    expect(() => settingsOf(Silent)).toThrow('Silent.untold has no @Setting');
  });
});
