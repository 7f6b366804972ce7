import { expect } from 'chai';
import fc from 'fast-check';
import { ServerSentEventParser } from '../../src/client/sse-parser.js';
import type { ServerSentEvent } from '../../src/client/sse-parser.js';

const parse = (text: string, cuts: readonly number[] = []): ServerSentEvent[] => {
  const parser = new ServerSentEventParser();
  const bytes = new TextEncoder().encode(text);
  const at = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length].sort((a, b) => a - b);
  return at.flatMap((start, index) => parser.push(bytes.subarray(start, at[index + 1] ?? bytes.length)));
};

describe('the parser of event streams', () => {
  it('reads data, event, id and retry', () => {
    expect(parse('event: status\nid: 7\nretry: 2500\ndata: {"a":1}\n\n')).to.deep.equal([
      { data: '{"a":1}', event: 'status', id: '7', retryMs: 2_500 },
    ]);
  });

  it('joins data lines, takes one space off, and keeps the id for later events', () => {
    expect(parse('id:1\ndata:a\ndata:  b\ndata\n\ndata: c\n\n')).to.deep.equal([
      { data: 'a\n b\n', event: undefined, id: '1', retryMs: undefined },
      { data: 'c', event: undefined, id: '1', retryMs: undefined },
    ]);
  });

  it('passes over comments, unknown fields, empty events and an unfinished last one', () => {
    expect(parse(': keep-alive\n\nfoo: bar\n\nretry: soon\n\ndata: a\n\ndata: unfinished\n')).to.deep.equal([
      { data: 'a', event: undefined, id: undefined, retryMs: undefined },
    ]);
  });

  it('reads the same events however lines end and wherever chunks are cut', () => {
    const text = 'event: ü€😀\ndata: one\ndata: two\n\n: comment\n\nid: 3\ndata: {"x":"\\n"}\n\nretry: 10\ndata:\n\n';
    const expected = parse(text);
    fc.assert(
      fc.property(fc.constantFrom('\n', '\r', '\r\n'), fc.array(fc.nat()), (ending, cuts) => {
        expect(parse(text.replaceAll('\n', ending), cuts)).to.deep.equal(expected);
      }),
      { numRuns: 200 },
    );
    expect(expected).to.have.length(3);
  });
});
