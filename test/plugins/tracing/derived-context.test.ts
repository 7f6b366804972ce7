import { createHash, randomUUID } from 'node:crypto';

import { isSpanContextValid } from '@opentelemetry/api';
import { expect } from 'chai';
import fc from 'fast-check';

import { derivedContext } from '../../../plugins/tracing/workflow-trace.js';

const SAMPLED = 1;

describe('the trace of a workflow', () => {
  it('has the id of the workflow, if that is a UUID', () => {
    const { traceId } = derivedContext('F9A44F7D-263b-4870-a009-ef30c6c9dcf8', 1);
    expect(traceId).to.equal('f9a44f7d263b4870a009ef30c6c9dcf8');
  });

  it('has an id of its SHA-256 otherwise, and a parent span of the same', () => {
    const hex = createHash('sha256').update('order 17').digest('hex');
    expect(derivedContext('order 17', 1)).to.deep.equal({
      ...{ traceId: hex.slice(0, 32), spanId: hex.slice(16, 32), traceFlags: SAMPLED, isRemote: true },
    });
  });

  it('is valid and the same each time, whatever the workflow is called', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uuid()), fc.double({ min: 0, max: 1, noNaN: true }), (id, ratio) => {
        const context = derivedContext(id, ratio);
        expect(isSpanContextValid(context)).to.equal(true);
        expect(derivedContext(id, ratio)).to.deep.equal(context);
      }),
    );
  });

  it('of a workflow called by zeros is one all the same', () => {
    expect(isSpanContextValid(derivedContext('00000000-0000-0000-0000-000000000000', 1))).to.equal(true);
  });

  it('is sampled always at 1 and never at 0', () => {
    const ids = Array.from({ length: 200 }, () => randomUUID());
    expect(ids.every((id) => derivedContext(id, 1).traceFlags === SAMPLED)).to.equal(true);
    expect(ids.some((id) => derivedContext(id, 0).traceFlags === SAMPLED)).to.equal(false);
  });

  for (const [kind, idOf] of [
    ['random UUIDs', () => randomUUID()],
    // As version 7 has it: the first half hardly changes from one to the next.
    [
      'UUIDs that begin with the time',
      (n: number) => `0190a5b2-7c3d-7${String(n).padStart(3, '0').slice(-3)}-8000-${String(n).padStart(12, '0')}`,
    ],
    ['numbers', (n: number) => String(n)],
  ] as const) {
    it(`is sampled in the share that was asked for, of ${kind}`, () => {
      const ids = Array.from({ length: 4_000 }, (_, n) => idOf(n));
      for (const ratio of [0.1, 0.5, 0.9]) {
        const share = ids.filter((id) => derivedContext(id, ratio).traceFlags === SAMPLED).length / ids.length;
        // Six standard deviations.
        expect(share).to.be.closeTo(ratio, 6 * Math.sqrt((ratio * (1 - ratio)) / ids.length));
      }
    });
  }

  it('that is sampled at a ratio is sampled at every greater one', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (id, one, other) => {
          const [less, more] = [Math.min(one, other), Math.max(one, other)];
          expect(derivedContext(id, less).traceFlags).to.be.at.most(derivedContext(id, more).traceFlags);
        },
      ),
    );
  });
});
