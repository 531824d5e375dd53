import { ofEachRegister, registerNames } from '#libs/contracts';
import { readConfig } from './read-config.ts';
import { ReadJson } from './read-json.decorator.ts';
import {
  readRegisterProcesses,
  readWatchedRegisters,
  type RegisterProcesses,
} from './register-processes.rules.ts';
import { Setting } from './setting.ts';

class Block {
  @Setting('Where registers are reached.')
  @ReadJson(readRegisterProcesses)
  readonly registers!: RegisterProcesses;
}

const url = 'http://127.0.0.1:8081';
const all = registerNames.map((register) => ({ register, processes: [{ url }] }));
const [first, ...others] = all;
const withProcesses = (...processes: readonly object[]) => ({
  registers: [{ ...first, processes }, ...others],
});

describe('the processes of the registers', () => {
  it('are known by register, with what they serve', () => {
    const two = withProcesses({ url, authorities: ['a', 'b-1'] }, { url, systemUrl: url });
    expect(readRegisterProcesses(two)).toEqual({
      ...ofEachRegister(() => [{ url }]),
      [first!.register]: [
        { url, authorities: ['a', 'b-1'] },
        { url, systemUrl: url },
      ],
    });
  });

  const faults: readonly (readonly [string, unknown, string])[] = [
    ['no object', [], 'the whole is no object; write { registers }'],
    ['no registers', {}, 'the whole has no "registers"; add it'],
    [
      'another member',
      { registers: all, s3cret: 1 },
      'the whole has a member that nobody knows; keep "registers"',
    ],
    [
      'an unknown register',
      { registers: [{ register: 's3cret', processes: [{ url }] }] },
      'registers[0].register is none; it is one of',
    ],
    [
      'a register twice',
      { registers: [first, first] },
      'registers[1].register was named before; list it once',
    ],
    ['a register too few', { registers: others }, `registers do not name ${first!.register}; say where`],
    ['no process', withProcesses(), 'registers[0].processes is no list with something in it'],
    [
      'no address',
      withProcesses({ url: 's3cret' }),
      'registers[0].processes[0].url is no URL; write one like',
    ],
    [
      'no id',
      withProcesses({ url, authorities: ['S3CRET!'] }),
      'processes[0].authorities[0] is no id of an authority',
    ],
    [
      'an authority at two',
      withProcesses({ url, authorities: ['a'] }, { url, authorities: ['a'] }),
      'registers[0].processes serve an authority twice; give each to one process',
    ],
    [
      'two that serve the others',
      withProcesses({ url }, { url }),
      'registers[0].processes serve an authority twice',
    ],
  ];
  it.each(faults)('with %s are refused in one sentence, without a value', (_story, content, fault) => {
    const read = (): unknown => readConfig({ block: Block }, { REGISTERS: JSON.stringify(content) });
    expect(read).toThrow(`REGISTERS: ${fault.startsWith('processes') ? 'registers[0].' : ''}${fault}`);
    expect(read).not.toThrow(/s3cret/i);
  });

  it.each([
    ['none', '{'],
    ['nothing', ''],
  ])('that are %s of JSON are refused', (_story, text) => {
    expect(() => readConfig({ block: Block }, { REGISTERS: text })).toThrow(
      /REGISTERS: is (no JSON|not set)/,
    );
  });

  it('are refused to who watches them without their system doors', () => {
    expect(() => readWatchedRegisters({ registers: all })).toThrow('has no "systemUrl"; add where');
  });
});
