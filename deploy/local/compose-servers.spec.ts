import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseServers, commandOf, ComposeServers, projectOf } from './compose-servers.ts';
import { LocalHome } from './local-home.ts';

const folder = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the servers of npm start', () => {
  it('are processes of our own unless somebody says otherwise, and whatever engine there is', () => {
    const { containers, line } = chooseServers({ DOCKER_HOST: 'unix:///nowhere' }, {});
    expect(containers).toEqual([]);
    expect(line).toBe(
      'PostgreSQL and Kafka: processes of our own (as usual; EINMAL_SERVERS=containers takes containers of docker-compose.yml)',
    );
  });

  it('are those of the last start, whose data lie there, until others are demanded', () => {
    const { containers, line } = chooseServers({}, { servers: 'containers' });
    expect(containers).toEqual(['postgres', 'kafka']);
    expect(line).toContain('as at the last start; EINMAL_SERVERS=own takes processes of our own');
    const other = chooseServers({ EINMAL_SERVERS: 'own' }, { servers: 'containers' });
    expect(other).toMatchObject({ kind: 'own', containers: [] });
    expect(other.line).toBe('PostgreSQL and Kafka: processes of our own (EINMAL_SERVERS=own)');
  });

  it('are those that an address names before all others', () => {
    const env = { EINMAL_SERVERS: 'containers', DATABASE_URL: 'postgres://somewhere/postgres' };
    const { containers, line } = chooseServers(env, {});
    expect(containers).toEqual(['kafka']);
    expect(line).toBe(
      'PostgreSQL: named by the environment. Kafka: containers of docker-compose.yml (EINMAL_SERVERS=containers)',
    );
  });

  it('are demanded by a word that there is', () => {
    expect(() => chooseServers({ EINMAL_SERVERS: 'docker' }, {})).toThrow('neither "containers" nor "own"');
  });
});

describe('containers', () => {
  const home = new LocalHome('/', { EINMAL_HOME: folder });

  it('are refused in one sentence where no engine answers', async () => {
    const env = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    await expect(ComposeServers.prepare(home, ['kafka'], env, () => undefined)).rejects.toThrow(
      'No container engine answers ("docker version"): start yours, or take servers of our own by EINMAL_SERVERS=own.',
    );
  });

  it('of two homes are two projects', () => {
    const other = new LocalHome('/', { EINMAL_HOME: join(folder, 'other') });
    expect(projectOf(other)).not.toBe(projectOf(home));
  });

  it('are of the project of the home, whatever .env and environment name theirs', () => {
    const words = commandOf(['docker', 'compose'], home);
    expect(words.slice(0, 4)).toEqual(['docker', 'compose', '-p', projectOf(home)]);
  });
});
