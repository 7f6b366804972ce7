import { expect } from 'chai';
import { dashboard, type DashboardPlugin } from '../../../plugins/dashboard/index.js';
import { FakeRunner } from './support/fake-runner.js';
import { ask } from './support/requests.js';

const headers = { host: 'localhost' };

describe('the files of the page', () => {
  let runner: FakeRunner;
  let page: DashboardPlugin;
  let url: string;

  beforeEach(async () => {
    runner = new FakeRunner();
    page = dashboard({ port: 0 });
    await page.setup?.(runner.host);
    url = page.url ?? '';
  });
  afterEach(() => runner.stop());

  it('are there by their names, and nothing else of the disk is', async () => {
    const { status, headers: told, body } = await ask(url, '/', { headers });
    expect([status, told['content-type']]).to.deep.equal([200, 'text/html; charset=utf-8']);
    expect((await ask(url, '/index.html?x=1#y', { headers })).body).to.equal(body);
    const others = ['/../index.ts', '/..%2findex.ts', '/%2e%2e/index.ts', '/../../../package.json', '//etc/passwd'];
    for (const path of [
      ...others,
      '/page',
      '/snapshot.ts',
      '/tsconfig.json',
      '/api',
      '/api/',
      '/api/snapshot/',
      '/constructor',
      '/__proto__',
    ]) {
      const answer = await ask(url, path, { headers });
      expect([path, answer.status]).to.deep.equal([path, 404]);
    }
  });

  it('may be linked to from other sites', async () => {
    const { status } = await ask(url, '/', { headers: { host: 'localhost', 'sec-fetch-site': 'cross-site' } });
    expect(status).to.equal(200);
  });

  it('answer HEAD without a body', async () => {
    const { status, body } = await ask(url, '/', { method: 'HEAD', headers });
    expect([status, body]).to.deep.equal([200, '']);
  });
});
