import { expect } from 'chai';
import type { OperationDescription } from '../../../scripts/generate/describe-operations.js';
import type { Schema } from '../../../scripts/generate/openapi-document.js';
import { EVERY_BYTE } from './call-arguments.js';
import { sampleOf } from './sample-of.js';

/** An answer as it leaves the server. */
export interface WireAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly body: Buffer;
}

/** An answer that an operation declares, and what has to come out of the generated method. */
export interface DeclaredAnswer {
  readonly title: string;
  readonly answer: WireAnswer;
  readonly check: (data: unknown) => Promise<void> | void;
}

type Schemas = Readonly<Record<string, Schema>>;

/** Whether the method returns a stream of events in place of a result. */
export function answersEvents({ answers }: OperationDescription): boolean {
  return answers.some(({ contentTypes }) => contentTypes.includes('text/event-stream'));
}

/** Every success that the operation declares, each in every form in which the server gives it. */
export function successesOf({ answers }: OperationDescription, schemas: Schemas): DeclaredAnswer[] {
  return answers
    .filter(({ status }) => status < 300)
    .flatMap(({ status, contentTypes, schema = {} }) =>
      contentTypes.length === 0
        ? nothing(status)
        : contentTypes.map((contentType) => content(status, contentType, schema, schemas)),
    );
}

/** The texts that some operations answer with error statuses of their own. */
export function textErrorsOf({ answers }: OperationDescription): (WireAnswer & { readonly text: string })[] {
  return answers
    .filter(({ status }) => status >= 400)
    .map(({ status, contentTypes }) => {
      expect(contentTypes, `the declared answers of status ${status}`).to.deep.equal(['text/plain']);
      const text = `"no" because of ${status}: ä`;
      return { status, contentType: 'text/plain;charset=UTF-8', body: Buffer.from(text), text };
    });
}

/** The server answers 200 with an empty body where the document says 204, and the other way round. */
function nothing(status: number): DeclaredAnswer[] {
  const check = (data: unknown): void => void expect(data).to.equal(undefined);
  return [...new Set([status, 204, 200])].map((one) => ({
    title: `${one} without a body`,
    answer: { status: one, body: Buffer.alloc(0) },
    check,
  }));
}

function content(status: number, contentType: string, schema: Schema, schemas: Schemas): DeclaredAnswer {
  const title = `${status} ${contentType}`;
  const sampled = (): unknown => sampleOf(schema, schemas, 'answer');
  switch (contentType) {
    case 'application/json': {
      const sample = sampled();
      return {
        title,
        answer: { status, contentType, body: Buffer.from(JSON.stringify(sample)) },
        check: (data) => void expect(data).to.deep.equal(sample),
      };
    }
    case 'text/plain': {
      // Valid JSON on purpose: text stays text.
      const text = JSON.stringify(sampled());
      return {
        title,
        answer: { status, contentType: 'text/plain;charset=UTF-8', body: Buffer.from(text) },
        check: (data) => void expect(data).to.equal(text),
      };
    }
    case 'application/octet-stream':
      return {
        title,
        answer: { status, contentType, body: Buffer.from(EVERY_BYTE) },
        check: async (data) => {
          if (!(data instanceof Blob)) throw new Error(`a file is a Blob, got ${typeof data}`);
          expect(data.type).to.equal(contentType);
          expect(new Uint8Array(await data.arrayBuffer())).to.deep.equal(EVERY_BYTE);
        },
      };
    case 'text/event-stream': {
      const sample = sampled();
      return {
        title,
        answer: { status, contentType, body: Buffer.from(eventsText(sample)) },
        check: (data) => void expect(data).to.deep.equal([sample, sample, 'plain\ntext']),
      };
    }
    default:
      throw new Error(`the wire test does not know what becomes of ${title}`);
  }
}

/** One value in a line, the same over many lines with their ends told in another way, and one that is no JSON. */
function eventsText(value: unknown): string {
  const lines = JSON.stringify(value, null, 1).split('\n');
  return [
    ': a comment\n\n',
    `id: 7\nevent: update\ndata: ${JSON.stringify(value)}\n\n`,
    `id: 8\r\n${lines.map((line) => `data: ${line}\r\n`).join('')}\r\n`,
    'data:plain\ndata: text\n\n',
  ].join('');
}
