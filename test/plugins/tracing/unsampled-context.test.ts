import * as api from '@opentelemetry/api';
import { expect } from 'chai';

import { unsampledContexts } from '../../../plugins/tracing/unsampled-context.js';
import { derivedContext } from '../../../plugins/tracing/workflow-trace.js';

const IDS = ['f9a44f7d-263b-4870-a009-ef30c6c9dcf8', 'order 17', '00000000-0000-0000-0000-000000000000'];

describe('the context of a task that is not traced', () => {
  const contextOf = unsampledContexts(api);

  it('has the trace and the parent span of the workflow, not sampled', () => {
    for (const id of IDS) {
      const context = contextOf(id);
      expect(api.trace.getSpanContext(context)).to.deep.equal(derivedContext(id, 0));
      expect(api.trace.getSpan(context)).to.equal(api.trace.getSpan(context));
    }
  });

  it('keeps what else is put into it, and goes on without changing', () => {
    const [key, other] = [api.createContextKey('own'), api.createContextKey('other')];
    const context = contextOf('order 17');
    const more = context.setValue(key, 7).setValue(other, 8).deleteValue(other);
    expect([more.getValue(key), more.getValue(other), context.getValue(key)]).to.deep.equal([7, undefined, undefined]);
    expect(api.trace.getSpanContext(more)).to.deep.equal(derivedContext('order 17', 0));
    expect(api.trace.getSpan(api.trace.deleteSpan(context))).to.equal(undefined);
  });

  it('gives way to a span that is set in it', () => {
    const span = api.trace.wrapSpanContext(derivedContext('another', 1));
    expect(api.trace.getSpan(api.trace.setSpan(contextOf('order 17'), span))).to.equal(span);
  });
});
