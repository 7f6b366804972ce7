import { expect } from 'chai';
import { selectionsOf, type Query } from './queries.js';
import type { Scrape } from './scrape.js';

/** Checks that a scrape has what a query asks for: each metric, with each label that is used, and the values that are asked for. */
export function expectAnswered({ expression }: Query, scrape: Scrape): void {
  const selections = selectionsOf(expression);
  expect(selections, 'selections').not.to.be.empty;
  for (const { metric, labels, matches } of selections) {
    const samples = scrape.find(metric);
    expect(samples, metric).not.to.be.empty;
    for (const sample of samples) expect(Object.keys(sample.labels), metric).to.include.members(labels);
    const wanted = samples.filter((sample) =>
      matches.every(({ label, pattern }) => pattern.test(sample.labels[label] ?? '')),
    );
    expect(wanted, `${metric} with ${matches.map(({ label, pattern }) => `${label} ${pattern.source}`).join()}`).not.to
      .be.empty;
  }
}
