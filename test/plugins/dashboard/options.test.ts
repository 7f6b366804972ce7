import { expect } from 'chai';
import { dashboard, type DashboardOptions } from '../../../plugins/dashboard/index.js';

describe('the options of dashboard()', () => {
  const wrong: readonly [options: unknown, message: RegExp][] = [
    [{ port: 70_000 }, /^dashboard: port must be a whole number from 0 to 65535, got 70000$/],
    [{ port: '8081' }, /^dashboard: port must be a whole number/],
    [{ host: '' }, /^dashboard: host must be/],
    [{ intervalMs: 99 }, /^dashboard: intervalMs must be a number from 100 to 60000, got 99$/],
    [{ intervalMs: 60_001 }, /^dashboard: intervalMs .* got 60001$/],
    [{ intervalMs: NaN }, /^dashboard: intervalMs .* got NaN$/],
    [{ intervalMs: '1000' }, /^dashboard: intervalMs .* got 1000$/],
    [{ showData: 'yes' }, /^dashboard: showData must be true or false, got yes$/],
    [{ uiUrl: 'localhost:5000' }, /^dashboard: uiUrl must be an http:\/\/ or https:\/\/ URL .* got "localhost:5000"$/],
    [{ uiUrl: 'javascript:alert(1)' }, /^dashboard: uiUrl .* got "javascript:alert\(1\)"$/],
    [{ uiUrl: 'http://ui/?a=b' }, /^dashboard: uiUrl .* without a query/],
    [{ uiUrl: 'http://me:secret@ui/' }, /^dashboard: uiUrl must not contain a user name or password(?!.*secret)/],
    [{ uiUrl: 5000 }, /^dashboard: uiUrl .* got 5000$/],
    [{ allowedHosts: 'workers.example.com' }, /^dashboard: allowedHosts must be a list of names, got "workers/],
    [{ allowedHosts: ['http://workers'] }, /^dashboard: allowedHosts .* got "http:\/\/workers"$/],
    [{ allowedHosts: ['workers:8081'] }, /^dashboard: allowedHosts .* got "workers:8081"$/],
    [{ allowedHosts: ['*'] }, /^dashboard: allowedHosts .* got "\*"$/],
    [{ allowedHosts: [7] }, /^dashboard: allowedHosts .* got 7$/],
    [{ alowedHosts: ['workers'] }, /^dashboard: there is no option alowedHosts; there are port, host, .*allowedHosts$/],
    [null, /^dashboard: options must be an object, got null$/],
  ];

  for (const [options, message] of wrong)
    it(`refuse ${JSON.stringify(options)}`, () => {
      const make = (): unknown => dashboard(options as DashboardOptions);
      expect(make).to.throw(message);
      expect(make).to.satisfy((call: () => unknown) => {
        try {
          call();
          return false;
        } catch (error) {
          return error instanceof TypeError || error instanceof RangeError;
        }
      });
    });

  it('may all be left out, and opens nothing before there is a runner', () => {
    const page = dashboard();
    expect(page.name).to.equal('dashboard');
    expect(page.url).to.be.undefined;
  });
});
