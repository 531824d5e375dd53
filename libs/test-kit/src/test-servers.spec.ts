import { chooseServers } from './test-servers.ts';

const choose = (env: NodeJS.ProcessEnv): Promise<string> =>
  chooseServers({ folder: '/nowhere', env, tell: () => undefined }).then(({ description }) => description);

describe('chooseServers', () => {
  it('takes servers of our own where they are demanded, whatever engine there is', async () => {
    expect(await choose({ EINMAL_SERVERS: 'own', DOCKER_HOST: 'unix:///nowhere' })).toBe(
      'PostgreSQL and Kafka of our own (EINMAL_SERVERS=own)',
    );
  });

  it('takes no word that it does not know', async () => {
    await expect(choose({ EINMAL_SERVERS: 'docker' })).rejects.toThrow('neither "containers" nor "own"');
  });
});
