import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { ExpressionError } from '../../../../src/testing/engine/expressions/expression-error.js';
import {
  type ExpressionScope,
  resolveExpressions,
} from '../../../../src/testing/engine/expressions/resolve-expressions.js';

interface Recorded {
  readonly input: Record<string, unknown>;
  readonly expressions: readonly (readonly [expression: string, value: unknown])[];
}

/** What Conductor 3.32.3 made of these expressions as parameters of a task, with this workflow input. */
const recorded = JSON.parse(
  readFileSync(new URL('recorded-expressions.json', import.meta.url), 'utf8'),
) as readonly Recorded[];

function scope(input: unknown, tasks: Record<string, Record<string, unknown>> = {}): ExpressionScope {
  return {
    workflow: { input, output: {}, variables: {}, status: 'RUNNING', version: 1, schemaVersion: 2 },
    task: (ref) => (Object.hasOwn(tasks, ref) ? tasks[ref] : undefined),
    taskRefs: () => Object.keys(tasks),
    taskId: 'task-1',
  };
}

describe('expressions', () => {
  for (const { input, expressions } of recorded) {
    for (const [expression, value] of expressions) {
      it(`${JSON.stringify(expression)} has the value that it has on the server`, () => {
        expect(resolveExpressions(expression, scope(input))).to.deep.equal(value);
      });
    }
  }

  it('see the tasks by their reference name', () => {
    const tasks = { a: { output: { x: [1, 2] }, status: 'COMPLETED' }, 'a-b': { output: {} } };
    const resolved = resolveExpressions(
      {
        last: '${a.output.x[-1]}',
        status: 'is ${a.status}',
        whole: '${a-b}',
        none: '${c.output.x}',
        all: '${$..x[0]}',
      },
      scope({}, tasks),
    );
    expect(resolved).to.deep.equal({
      last: 2,
      status: 'is COMPLETED',
      whole: { output: {} },
      none: null,
      all: [1],
    });
  });

  it('know the id of the task that is being scheduled, if there is one', () => {
    expect(resolveExpressions('${CPEWF_TASK_ID}', scope({}))).to.equal('task-1');
    expect(resolveExpressions('a ${CPEWF_TASK_ID}', { ...scope({}), taskId: undefined })).to.equal(
      'a ${CPEWF_TASK_ID}',
    );
  });

  it('leave references to secrets as they are', () => {
    expect(resolveExpressions('a ${workflow.secrets.key}', scope({}))).to.equal('a ${workflow.secrets.key}');
  });

  it('are resolved at any depth, not in keys, and give the keys the order of a Java map', () => {
    const resolved = resolveExpressions(
      { one: 1, two: ['${workflow.input.a}', { three: ['x${workflow.input.a}'] }], '${key}': 3, three: null },
      scope({ a: 5 }),
    );
    expect(resolved).to.deep.equal({ one: 1, two: [5, { three: ['x5'] }], '${key}': 3, three: null });
    const numbers = [
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
      'seven',
      'eight',
      'nine',
      'ten',
      'eleven',
      'twelve',
      'thirteen',
    ];
    expect(
      Object.keys(resolveExpressions(Object.fromEntries(numbers.map((key) => [key, 0])), scope({})) as object),
    ).to.deep.equal([
      'nine',
      'six',
      'one',
      'seven',
      'two',
      'three',
      'thirteen',
      'eight',
      'four',
      'twelve',
      'eleven',
      'ten',
      'five',
    ]);
  });

  it('share what holds no expression, and never change a definition', () => {
    const definition = { plain: { a: [1, { b: 2 }] }, text: '${workflow.input.a}' };
    const before = structuredClone(definition);
    const first = resolveExpressions(definition, scope({ a: 1 }));
    const second = resolveExpressions(definition, scope({ a: 2 }));
    expect(first).to.deep.equal({ plain: before.plain, text: 1 });
    expect(second).to.deep.equal({ plain: before.plain, text: 2 });
    expect((first as typeof definition).plain).to.equal(definition.plain);
    expect(definition).to.deep.equal(before);
  });

  it('do not see what objects inherit', () => {
    for (const path of [
      'constructor',
      '__proto__',
      'toString',
      'input.constructor',
      'input.list.length',
      'input.s.length',
    ]) {
      expect(resolveExpressions(`\${workflow.${path}}`, scope({ list: [1], s: 'x' })), path).to.equal(null);
    }
    const resolved = resolveExpressions(JSON.parse('{"__proto__": {"a": "${workflow.input.a}"}}'), scope({ a: 1 }));
    expect(JSON.stringify(resolved)).to.equal('{"__proto__":{"a":1}}');
    expect(Object.getPrototypeOf(resolved)).to.equal(Object.prototype);
  });

  it('end with an ExpressionError where they nest too deep or would take too long', () => {
    let deep: unknown = '${workflow.input.a}';
    for (let level = 0; level < 2_000; level++) deep = [deep];
    const wide = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 1));
    const cases: readonly unknown[] = [
      deep,
      '${'.repeat(5_000) + '}'.repeat(5_000),
      'x ${workflow.input.deep}',
      '${workflow.input.wide..*..*..*..*}',
      '${workflow.input.texts[?(@ =~ /(a+)+b/)]}',
    ];
    for (const value of cases) {
      const input = { a: 1, deep, wide: { wide, again: { wide } }, texts: ['a'.repeat(40)] };
      expect(() => resolveExpressions(value, scope(input)), String(value).slice(0, 80)).to.throw(ExpressionError);
    }
  });

  it('take long texts in linear time', () => {
    for (const text of [
      '${'.repeat(200_000),
      '}'.repeat(200_000),
      '${a'.repeat(100_000) + '}',
      '$'.repeat(400_000),
      '${a}'.repeat(50_000),
    ]) {
      const start = performance.now();
      resolveExpressions(text, scope({}));
      expect(performance.now() - start, text.slice(0, 10)).to.be.below(2_000);
    }
  });

  it('keep any JSON value that stands alone', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const v: unknown = JSON.parse(JSON.stringify(value));
        expect(resolveExpressions('${workflow.input.v}', scope({ v }))).to.equal(v);
        expect(resolveExpressions({ a: ['${workflow.input.v}'] }, scope({ v }))).to.deep.equal({ a: [v] });
      }),
    );
  });

  it('leave text alone that has no expression in it', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('${')),
        (text) => {
          expect(resolveExpressions(text, scope({}))).to.equal(text);
          expect(resolveExpressions(`${text} \${workflow.input.a}`, scope({ a: 7 }))).to.equal(`${text} 7`);
        },
      ),
    );
  });

  it('never throw anything but an ExpressionError, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...[
        '${',
        '}',
        '$',
        '{',
        '.',
        '..',
        '[',
        ']',
        '*',
        '?',
        '(',
        ')',
        '@',
        "'",
        '"',
        ',',
        ':',
        '-',
        '1',
        '==',
        '&&',
        '||',
        '!',
        '=~',
        '/',
        ' ',
      ],
      ...[
        'workflow',
        'input',
        'list',
        'a',
        'length',
        'sum',
        'in',
        'empty',
        'true',
        '\\',
        '\n',
        '${workflow.input.list',
        '[?(@.a',
        '[*]',
      ],
    );
    const text = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (path, other) => {
        const values = [
          `\${workflow.input.${path}}`,
          `${other}\${${path}}`,
          `\${workflow.input.list[?(${path})]}${other}`,
          path,
        ];
        for (const value of values) {
          try {
            resolveExpressions(
              value,
              scope({ list: [{ a: 1 }, 'a', [1], null], a: { a: 'x' } }, { a: { output: {} } }),
            );
          } catch (error) {
            expect(error).to.be.instanceOf(ExpressionError);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
