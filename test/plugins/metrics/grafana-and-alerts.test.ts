import { expect } from 'chai';
import { metrics } from '../../../plugins/metrics/index.js';
import { eventfulRun } from './support/eventful-run.js';
import { expectAnswered } from './support/expect-answered.js';
import { alertRules, dashboard, selectionsOf, shippedQueries } from './support/queries.js';
import { Scrape } from './support/scrape.js';

describe('the queries of grafana.json and alerts.yaml', () => {
  let scrape: Scrape;

  before(async () => {
    const plugin = metrics();
    const { bench } = await eventfulRun(plugin);
    scrape = await Scrape.from(plugin);
    await bench.stop();
    await bench.client.close();
  });

  for (const query of shippedQueries()) {
    it(`${query.title}: is PromQL, and a run has every metric and label of it: ${query.expression.replace(/\s+/g, ' ')}`, () => {
      expectAnswered(query, scrape);
    });
  }

  it('use every metric that there is', () => {
    const used = shippedQueries().flatMap(({ expression }) => selectionsOf(expression).map(({ metric }) => metric));
    const unused = [...scrape.types].filter(([name, type]) => {
      const printed = type === 'histogram' ? [`${name}_bucket`, `${name}_count`] : [name];
      return !printed.some((one) => used.includes(one));
    });
    expect(unused.map(([name]) => name)).to.deep.equal([]);
  });

  it('are noticed when they are wrong', () => {
    expect(() => selectionsOf('sum by (x) (rate(a[5m])')).to.throw(SyntaxError);
    expect(selectionsOf('sum by (x, job) (a{b="c"}) / on (y) d')).to.have.deep.members([
      { metric: 'a', labels: ['b', 'x', 'y'], matches: [{ label: 'b', pattern: /^(?:c)$/ }] },
      { metric: 'd', labels: ['y'], matches: [] },
    ]);
    for (const expression of [
      'no_such_metric',
      'task_poll_total{domain="x"}',
      'task_poll_time_seconds_count{status="OK"}',
    ])
      expect(() => expectAnswered({ title: '', expression }, scrape), expression).to.throw();
  });
});

describe('grafana.json', () => {
  const { schemaVersion, panels, templating } = dashboard();

  it('is of a version that current Grafanas read, with the data source, job, instance and task type to choose', () => {
    expect(schemaVersion).to.be.at.least(39);
    expect(templating.list.map(({ name, type }) => `${name} ${type}`)).to.deep.equal([
      ...['datasource datasource', 'job query', 'instance query', 'taskType query'],
    ]);
  });

  it('asks the data source that was chosen, everywhere', () => {
    const uids = JSON.stringify(panels).matchAll(/"uid":"([^"]+)"/g);
    expect(new Set([...uids].map(([, uid]) => uid))).to.deep.equal(new Set(['${datasource}']));
  });

  it('answers the four questions first', () => {
    expect(panels.slice(0, 5).map(({ title }) => title)).to.deep.equal([
      ...['At a glance', 'Am I connected?', 'Am I getting work?', 'Am I slow, or the handler?', 'Is anything stuck?'],
    ]);
  });

  it('explains each panel, and names each line by labels that its query keeps', () => {
    for (const { type, title, description, targets = [] } of panels.filter((panel) => panel.type !== 'row')) {
      expect(description, `${type} ${title}`).to.be.a('string').and.not.be.empty;
      expect(targets, title).not.to.be.empty;
      for (const { expr, legendFormat } of targets) {
        for (const [, label] of legendFormat.matchAll(/{{(\w+)}}/g))
          expect(expr, `${title}: ${legendFormat}`).to.match(new RegExp(`by \\([^)]*\\b${label}\\b`));
      }
    }
  });

  it('has an id of its own for each panel, and no two in one place', () => {
    const places = panels.map(
      (panel) => Reflect.get(panel, 'gridPos') as { x: number; y: number; w: number; h: number },
    );
    const ids = panels.map((panel) => Reflect.get(panel, 'id') as number);
    expect(new Set(ids).size).to.equal(panels.length);
    for (const [index, one] of places.entries()) {
      for (const other of places.slice(index + 1)) {
        const apart =
          one.x + one.w <= other.x ||
          other.x + other.w <= one.x ||
          one.y + one.h <= other.y ||
          other.y + other.h <= one.y;
        expect(apart, `${JSON.stringify(one)} and ${JSON.stringify(other)}`).to.equal(true);
      }
    }
  });
});

describe('alerts.yaml', () => {
  for (const { alert, expr, for: lasting, labels, annotations } of alertRules()) {
    it(`${alert} says how bad it is, what is the matter, and what to do`, () => {
      expect(alert).to.match(/^Conductor[A-Za-z]+$/);
      expect(labels).to.have.keys('severity');
      expect(labels.severity).to.be.oneOf(['critical', 'warning', 'info']);
      if (lasting !== undefined) expect(lasting).to.match(/^\d+[smh]$/);
      expect(annotations).to.have.keys('summary', 'description');
      expect(annotations.description?.length).to.be.greaterThan(80);
      const template = `${annotations.summary} ${annotations.description}`;
      for (const [, label] of template.matchAll(/{{ \$labels\.(\w+) }}/g))
        expect(expr, `$labels.${label}`).to.match(
          new RegExp(`(by|on) \\([^)]*\\b${label}\\b|conductor_worker_results_waiting`),
        );
      // A brace that is left belongs to a template that Prometheus would not understand.
      expect(template.replace(/{{ (\$labels\.\w+|\$value( \| humanize(Percentage|Duration))?) }}/g, '')).not.to.match(
        /[{}]/,
      );
    });
  }

  it('has each alert once', () => {
    const names = alertRules().map(({ alert }) => alert);
    expect(new Set(names).size).to.equal(names.length);
  });
});
