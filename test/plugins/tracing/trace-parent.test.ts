import * as api from '@opentelemetry/api';
import { expect } from 'chai';
import fc from 'fast-check';

import { readContext, writeContext } from '../../../plugins/tracing/trace-parent.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('a context that travels', () => {
  it('is read from what was written', () => {
    const context = { traceId: TRACE, spanId: SPAN, traceFlags: 1, traceState: api.createTraceState('a=1,b=2') };
    const written = writeContext(context);
    expect(written).to.deep.equal({ traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: 'a=1,b=2' });
    const read = readContext(api, { ...written });
    expect(read).to.include({ traceId: TRACE, spanId: SPAN, traceFlags: 1, isRemote: true });
    expect(read?.traceState?.serialize()).to.equal('a=1,b=2');
  });

  it('of a later version is read as far as it is known', () => {
    expect(readContext(api, { traceparent: `01-${TRACE}-${SPAN}-03-more` })).to.include({
      traceId: TRACE,
      traceFlags: 1,
    });
  });

  for (const [what, traceparent] of [
    ['is missing', undefined],
    ['is null', null],
    ['is an object', { toString: () => `00-${TRACE}-${SPAN}-01` }],
    ['has another version that must not be', `ff-${TRACE}-${SPAN}-01`],
    ['has more than its version allows', `00-${TRACE}-${SPAN}-01-x`],
    ['has upper case', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['has a trace id of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['has a span id of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['is too short', `00-${TRACE}-${SPAN}`],
    ['has a line before it', `\n00-${TRACE}-${SPAN}-01`],
    ['has a line behind it', `00-${TRACE}-${SPAN}-01\n`],
  ] as const) {
    it(`is none when it ${what}`, () => {
      expect(readContext(api, { traceparent })).to.equal(undefined);
    });
  }

  it('may come with a state that makes no sense', () => {
    for (const tracestate of [null, 7, {}, '', 'x'.repeat(5_000), '===,,,']) {
      expect(readContext(api, { traceparent: `00-${TRACE}-${SPAN}-01`, tracestate })).to.include({ traceId: TRACE });
    }
  });

  it('is a valid one or none, whatever an input holds', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (traceparent, tracestate) => {
        const read = readContext(api, { traceparent, tracestate });
        if (read !== undefined) expect(api.isSpanContextValid(read)).to.equal(true);
      }),
    );
  });
});
