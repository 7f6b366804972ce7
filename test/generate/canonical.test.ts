import { expect } from 'chai';
import { canonicaliseDocument, jsonText } from '../../scripts/generate/canonical.js';
import { normalise } from '../../scripts/generate/normalise.js';
import { shuffled } from './shuffled.js';
import { smallDocument, smallOverlay } from './small-api.js';

describe('canonicaliseDocument', () => {
  it('gives one text for documents that differ in the order of keys and of required lists only', () => {
    const one = smallDocument({}, { Pair: { type: 'object', required: ['b', 'a'] } });
    const other = shuffled(smallDocument({}, { Pair: { type: 'object', required: ['a', 'b'] } }), 7);
    expect(JSON.stringify(other)).not.to.equal(JSON.stringify(one));
    expect(jsonText(canonicaliseDocument(other))).to.equal(jsonText(canonicaliseDocument(one)));
  });

  it('keeps the order of lists, which may mean something', () => {
    const canonical = canonicaliseDocument(smallDocument());
    expect(canonical.components.schemas.Pet?.properties?.state?.enum).to.deep.equal(['AWAKE', 'ASLEEP']);
  });

  it('leaves out the address of the server, and nothing else', () => {
    const document = smallDocument();
    const { servers, ...rest } = document;
    expect(servers).to.have.length(1);
    expect(canonicaliseDocument(document)).to.deep.equal(rest);
  });

  it('does not change its argument', () => {
    const document = smallDocument();
    const before = JSON.stringify(document);
    canonicaliseDocument(document);
    normalise(document, smallOverlay());
    expect(JSON.stringify(document)).to.equal(before);
  });
});
