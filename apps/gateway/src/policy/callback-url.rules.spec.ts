import { callbackUrlFault } from './callback-url.rules.ts';

describe('a callback address in the policy', () => {
  it.each([
    'https://hooks.hannover.example/einmal',
    'https://hooks.hannover.example/',
    'https://hooks.hannover.example:8443/a/b',
    'https://xn--mnchen-3ya.example/',
    'http://127.0.0.1:4000/hook',
    'http://[::1]:4000/hook',
    'https://localhost:4000/',
  ])('is taken: %s', (url) => {
    expect(callbackUrlFault(url)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['not a url', 'no URL'],
    ['//hooks.example/', 'no URL'],
    ['http://hooks.example/', 'not https'],
    ['ftp://hooks.example/', 'not https'],
    ['gopher://127.0.0.1/', 'not https'],
    ['file:///etc/passwd', 'not https'],
    ['https://user@hooks.example/', 'credentials'],
    ['https://user:secret@hooks.example/', 'credentials'],
    ['https://hooks.example/#part', 'fragment'],
    ['https://hooks.example/#', 'fragment'],
    ['https://hooks.example/?token=1', 'query'],
    ['https://hooks.example/?', 'query'],
    ['https://hooks.example', 'normal form'],
    ['https://hooks.example:443/', 'normal form'],
    ['HTTPS://hooks.example/', 'normal form'],
    ['https://Hooks.example/', 'normal form'],
    ['https://hooks.example/a/../b', 'normal form'],
    ['https://hooks.example\\@evil.example/', 'normal form'],
    ['https:hooks.example/', 'normal form'],
    ['https://hooks.example/\t', 'normal form'],
    ['https://hooks%2eexample/', 'normal form'],
    ['https://münchen.example/', 'normal form'],
    ['https://2130706433/', 'normal form'],
    ['https://0x7f.1/', 'normal form'],
    ['https://0177.0.0.1/', 'normal form'],
    ['https://127.1/', 'normal form'],
    ['http://127.0.0.1.:80/', 'normal form'],
    ['https://8.8.8.8/', 'number instead of a host'],
    ['https://10.0.0.1/', 'number instead of a host'],
    ['https://127.0.0.2/', 'number instead of a host'],
    ['https://[2606:4700::1]/', 'number instead of a host'],
    ['https://[::ffff:7f00:1]/', 'number instead of a host'],
    ['https://intranet/', 'full host name'],
    ['https://hooks.example./', 'full host name'],
    [`https://hooks.example/${'a'.repeat(500)}`, 'longer than'],
  ])('is refused: %s', (url, reason) => {
    expect(callbackUrlFault(url)).toContain(reason);
  });
});
