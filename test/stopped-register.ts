import { formsFolder, loadForms } from '#libs/forms';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { sendJson } from '../deploy/local/http-json.ts';
import type { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { registerTaker } from '../deploy/local/parking-choice.ts';
import { tokenOf } from '../deploy/local/token-of.ts';

const RESIDENTS = 'residents.parking-permit.v1';
const VEHICLES = 'vehicles.parking-permit.v1';
const purpose = 'resident-parking-permit';
const { version } = loadForms(formsFolder).get(purpose)!;
/** Of Anna's car. */
const plate = 'H-EM 101E';

interface Filled {
  readonly fields: readonly {
    readonly field: string;
    readonly status: string;
    readonly evidenceType?: string;
  }[];
  readonly sources: readonly { readonly evidenceType: string; readonly status: string }[];
}

/** Anna fills a form while the vehicles register is away, and again when it is back. */
export function describeStoppedRegister(stack: () => IsolatedStack, running: { vehicles: ManagedProcess }) {
  describe('a form of which one register does not answer', () => {
    const opened = async (): Promise<Filled> => {
      const { apps, citizens } = stack().endpoints;
      const token = await tokenOf(stack().endpoints, 'anna');
      const { idnr, birthDate } = citizens['anna']!;
      const of = { authority: 'strassenverkehr-hannover', purpose };
      const sources = await Promise.all(
        [RESIDENTS, VEHICLES].map(async (evidenceType) => {
          const query = new URLSearchParams({ ...of, evidenceType }).toString();
          const url = `${apps.gateway}/v1/consents/notice?${query}`;
          const { sha256 } = await sendJson<{ sha256: string }>({ method: 'GET', url, token });
          return { evidenceType, noticeSha256: sha256 };
        }),
      );
      const subjects = [
        { name: 'applicant', subject: { idnr, birthDate } },
        { name: 'vehicle', subject: { plate } },
      ];
      const body = { form: purpose, version, subjects, sources };
      return sendJson<Filled>({ method: 'POST', url: `${apps.gateway}/v1/prefill`, token, body });
    };
    const statesOf = ({ fields }: Filled, evidenceType: string) => [
      ...new Set(fields.filter((each) => each.evidenceType === evidenceType).map(({ status }) => status)),
    ];

    beforeAll(() => registerTaker(stack().endpoints));

    /** Stopped, it holds its connections and says nothing; ended, nobody listens at its port. */
    const ways = [
      [
        'is stopped',
        () => void process.kill(running.vehicles.pid, 'SIGSTOP'),
        () => void process.kill(running.vehicles.pid, 'SIGCONT'),
      ],
      [
        'has ended',
        async () => {
          await running.vehicles.stop();
          await expect(fetch(stack().endpoints.apps.vehicles)).rejects.toThrow('fetch failed');
        },
        async () => void (running.vehicles = await stack().startApp('vehicles')),
      ],
    ] as const;

    it.each(ways)(
      'opens while it %s, says so at its fields alone, and offers a way on; afterwards it fills them',
      async (_how, away, back) => {
        let meanwhile: Filled;
        try {
          await away();
          meanwhile = await opened();
        } finally {
          await back();
        }
        expect(statesOf(meanwhile, VEHICLES)).toEqual(['UNAVAILABLE']);
        expect(statesOf(meanwhile, RESIDENTS)).toEqual(['PREFILLED']);
        expect(meanwhile.sources).toMatchObject([
          { evidenceType: RESIDENTS, status: 'EVIDENCE' },
          {
            evidenceType: VEHICLES,
            status: 'PROBLEM',
            problem: { code: 'register-unavailable' },
            otherWays: ['ENTER_IT', 'BRING_PAPER'],
          },
        ]);
        const filled = await eventually('it recovers', opened, (form) =>
          statesOf(form, VEHICLES).includes('PREFILLED'),
        );
        expect(statesOf(filled, VEHICLES)).not.toContain('UNAVAILABLE');
      },
    );
  });
}
