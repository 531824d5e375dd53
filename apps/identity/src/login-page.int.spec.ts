import { authorizationRequest, Browser, location } from './testing/browser.ts';
import { type DemoIdentity, startDemoIdentity, urls } from './testing/demo-identity.ts';

let identity: DemoIdentity;
beforeAll(async () => {
  identity = await startDemoIdentity();
});
afterAll(() => identity.stop());

async function pageOf(changes: Record<string, string | undefined>): Promise<string> {
  const browser = new Browser(identity.issuer);
  return (await browser.get(location(await browser.get(authorizationRequest(changes))))).text();
}

const buttons = (html: string): readonly string[] =>
  [...html.matchAll(/<button name="login" value="([^"]+)"/g)].map(([, login]) => login!);

describe('the login page', () => {
  it('is German, and English where the client asks for it', async () => {
    const [german, english] = [await pageOf({}), await pageOf({ ui_locales: 'en de' })];
    expect(german).toMatch(/<html lang="de">.*<h1>Anmelden – Vorführung<\/h1>/s);
    expect(english).toMatch(/<html lang="en">.*<h1>Sign in – demonstration<\/h1>/s);
    expect(english).toContain('<b lang="de">Bürgerportal &lt;demo&gt;</b>');
    for (const html of [german, english]) expect(html.match(/<h1>/g)).toHaveLength(1);
  });

  it('has a button for each account, the surest of each person first, by words and no codes', async () => {
    const html = await pageOf({});
    expect(buttons(html).slice(0, 4)).toEqual(['anna', 'anna-substantial', 'anna-low', 'bernd']);
    expect(html).toMatch(
      /value="anna">Anmelden mit Online-Ausweis<span class="only-read"> als Anna Beispiel</,
    );
    expect(html).toContain('Anmelden mit Online-Ausweis, als wäre es der 1. Januar 2020<');
    expect(html).not.toMatch(/>[^<]*\b(substantial|high|low)\b[^<]*<(?!\/p>)/);
  });

  it('says of an account below the level why it does not fit', async () => {
    const html = await pageOf({ acr_values: 'substantial' });
    expect(buttons(html)).not.toContain('anna-low');
    expect(html).toContain(
      'Passt hier nicht: mit Benutzername und Passwort. Hierfür brauchen Sie ein ELSTER-Zertifikat oder Ihren Online-Ausweis.',
    );
  });

  it('keeps staff without a task apart, with their authority', async () => {
    const html = await pageOf({
      client_id: 'desk-a',
      scope: 'openid residents:officer',
      resource: urls.residents,
    });
    expect(buttons(html)).toEqual(['olivia', 'olivia-goettingen']);
    expect(html).toContain('Meldebehörde &lt;Beispiel&gt;');
    expect(html.slice(html.indexOf('<details>'))).toMatch(
      /Vera Wagen.*Diese Person hat hier keine Aufgabe\./s,
    );
  });
});

describe('the page of a login that failed', () => {
  const failed = async (path: string, language?: string): Promise<string> => {
    const headers = language === undefined ? {} : { 'accept-language': language };
    return (await fetch(`${identity.issuer}${path}`, { headers })).text();
  };
  const expired = '/interaction/nothing-here';
  const unknown = '/auth?client_id=nobody';

  it.each([
    [expired, undefined, 'de', 'Die Anmeldung hat nicht geklappt'],
    [expired, 'en-GB', 'en', 'The sign-in did not work'],
    [unknown, undefined, 'de', 'Die Anmeldung wurde nicht richtig begonnen.'],
    [unknown, 'en-GB', 'en', 'The sign-in was not begun correctly.'],
    [`${unknown}&ui_locales=en`, 'de', 'en', 'The sign-in was not begun correctly.'],
  ])('of %s for %s is in the language %s, and leads back', async (path, asked, language, said) => {
    const html = await failed(path, asked);
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(said);
    expect(html).toContain('<a class="way" href="http://127.0.0.1:18085/">');
  });
});
