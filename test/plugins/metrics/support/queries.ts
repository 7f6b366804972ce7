import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { parse as parseYaml } from 'yaml';

/** The labels that Prometheus puts on what it scrapes. */
const TARGET_LABELS: ReadonlySet<string> = new Set(['job', 'instance']);

/** A query of a dashboard or a rule file. */
export interface Query {
  /** Whose it is: the title of a panel, the name of an alert. */
  readonly title: string;
  readonly expression: string;
}

/** What a query wants of one metric. */
export interface Selection {
  /** With its suffix. */
  readonly metric: string;
  /** Labels that it is selected, grouped or joined by. */
  readonly labels: readonly string[];
  /** What the values of labels must be, where the query says so itself. */
  readonly matches: readonly { readonly label: string; readonly pattern: RegExp }[];
}

export interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

export interface Dashboard {
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly definition?: string }[];
  };
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

function shipped(name: string): string {
  return readFileSync(new URL(`../../../../plugins/metrics/${name}`, import.meta.url), 'utf8');
}

/** The dashboard that is shipped; its shape is believed, and checked by its tests. */
export function dashboard(): Dashboard {
  return JSON.parse(shipped('grafana.json')) as Dashboard;
}

/** The rules that are shipped. */
export function alertRules(): readonly AlertRule[] {
  const { groups } = parseYaml(shipped('alerts.yaml')) as { groups: readonly { rules: readonly AlertRule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

/** All queries that are shipped: of panels, of variables, of alerts. */
export function shippedQueries(): readonly Query[] {
  const { panels, templating } = dashboard();
  return [
    ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expression: expr }))),
    ...templating.list.flatMap(({ name, definition = '' }) => {
      const [, selector = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(definition) ?? [];
      return selector === '' ? [] : [{ title: `$${name}`, expression: `count by (${label}) (${selector})` }];
    }),
    ...alertRules().map(({ alert, expr }) => ({ title: alert, expression: expr })),
  ];
}

/** @throws if the query is not PromQL */
export function selectionsOf(query: string): readonly Selection[] {
  // Grafana puts a duration there, which the grammar does not know.
  const text = query.replaceAll('$__rate_interval', '5m');
  const selections: { from: number; to: number; metric: string; labels: Set<string>; matches: Selection['matches'] }[] =
    [];
  const groupings: { from: number; to: number; labels: string[] }[] = [];
  parser.parse(text).iterate({
    enter: ({ name, from, to, node, type }) => {
      if (type.isError) throw new SyntaxError(`no PromQL at ${from}: ${text}`);
      if (name === 'VectorSelector') {
        const metric = node.getChild('Identifier');
        const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
        const matches = matchers.map((matcher) => matchOf(text.slice(matcher.from, matcher.to)));
        const labels = new Set(matches.map(({ label }) => label));
        if (metric === null) throw new SyntaxError(`a selection without a metric: ${text}`);
        selections.push({ from, to, metric: text.slice(metric.from, metric.to), labels, matches });
      }
      if (name === 'GroupingLabels') {
        const labels = node.getChildren('LabelName').map((label) => text.slice(label.from, label.to));
        // `by (…)` is in the aggregation, `on (…)` in the operation, whose parts it is about.
        const whole = node.parent?.parent;
        if (whole !== null && whole !== undefined) groupings.push({ from: whole.from, to: whole.to, labels });
      }
    },
  });
  return selections.map(({ from, to, metric, labels, matches }) => {
    for (const grouping of groupings)
      if (grouping.from <= from && to <= grouping.to) for (const label of grouping.labels) labels.add(label);
    return {
      metric,
      labels: [...labels].filter((label) => !TARGET_LABELS.has(label)),
      matches: matches.filter(({ label, pattern }) => !TARGET_LABELS.has(label) && !pattern.source.includes('\\$')),
    };
  });
}

/** `status="SUCCESS"`, `outcome=~"completed|failed"`. */
function matchOf(matcher: string): { readonly label: string; readonly pattern: RegExp } {
  const [, label = '', operator, value = ''] = /^(\w+)\s*(=~|=)\s*"(.*)"$/.exec(matcher) ?? [];
  if (label === '') throw new SyntaxError(`a matcher that this test does not know: ${matcher}`);
  const source = operator === '=~' && !value.includes('$') ? value : value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return { label, pattern: new RegExp(`^(?:${source})$`) };
}
