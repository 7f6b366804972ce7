import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { TaskDef, WorkflowDef } from '../../../../generated/index.js';
import type { FromWire } from '../../../../src/testing/engine/metadata/from-wire.js';
import { withTaskDefDefaults, withWorkflowDefDefaults } from '../../../../src/testing/engine/metadata/defaults.js';
import { validateTaskDef } from '../../../../src/testing/engine/metadata/validate-task-def.js';
import { validateWorkflowDef } from '../../../../src/testing/engine/metadata/validate-workflow-def.js';
import { ValidationBroken, type ValidationError } from '../../../../src/testing/engine/metadata/validation-error.js';

interface Answer {
  readonly status: number;
  readonly message?: string;
  readonly errors?: readonly ValidationError[];
}

/** What Conductor 3.32.3 answered to each of these definitions. */
const validation = recorded('recorded-validation.json') as {
  readonly workflows: readonly (readonly [FromWire<WorkflowDef>, Answer])[];
  readonly taskDefs: readonly (readonly [TaskDef, Answer])[];
};

/** Definitions as they were sent, and as they came back. */
const defaults = recorded('recorded-defaults.json') as {
  readonly taskDefs: readonly (readonly [TaskDef, TaskDef])[];
  readonly workflowDefs: readonly (readonly [WorkflowDef, WorkflowDef])[];
};

function recorded(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

/** The words of the server's script engine are its own. */
function comparable({ message, ...error }: ValidationError): ValidationError {
  return { ...error, message: message.replace(/(not well formatted: SyntaxError: )[^]*(, taskType)/, '$1…$2') };
}

function answerTo(validate: () => readonly ValidationError[]): Answer {
  try {
    const errors = validate();
    return errors.length === 0 ? { status: 200 } : { status: 400, errors: errors.map(comparable) };
  } catch (error) {
    if (error instanceof ValidationBroken) return { status: 500, message: error.message };
    throw error;
  }
}

function expectAnswer(actual: Answer, { errors, ...expected }: Answer): void {
  const { errors: found = [], ...rest } = actual;
  expect(rest).to.deep.equal(expected);
  expect(found).to.have.deep.members((errors ?? []).map(comparable));
}

describe('definitions', () => {
  for (const [def, answer] of validation.workflows) {
    it(`are checked as by the server: ${JSON.stringify(def.tasks?.length === 1 ? def.tasks[0] : def)}`, () => {
      expectAnswer(
        answerTo(() => validateWorkflowDef(def)),
        answer,
      );
    });
  }

  for (const [def, answer] of validation.taskDefs) {
    it(`of tasks are checked as by the server: ${JSON.stringify(def)}`, () => {
      expectAnswer(
        answerTo(() => validateTaskDef(def)),
        answer,
      );
    });
  }

  it('were recorded in numbers worth the name', () => {
    const refused = [...validation.workflows, ...validation.taskDefs].filter(([, { status }]) => status !== 200);
    expect(refused.length).to.be.above(90);
  });

  it('may have a parameter that a task needs in the template of its task definition', () => {
    const def: WorkflowDef = {
      name: 'w',
      tasks: [{ name: 'h', taskReferenceName: 'h', type: 'HTTP' }],
      timeoutSeconds: 0,
    };
    const registered: TaskDef = { name: 'h', timeoutSeconds: 0, inputTemplate: { http_request: {} } };
    expect(validateWorkflowDef(def, (name) => (name === 'h' ? registered : undefined))).to.deep.equal([]);
    expect(validateWorkflowDef(def)).to.have.length(1);
  });

  for (const [def, stored] of defaults.taskDefs) {
    it(`of tasks get the defaults that the server answers: ${def.name}`, () => {
      const times = { createTime: stored.createTime, updateTime: stored.updateTime };
      const { updatedBy: _, createdBy: __, ...actual } = withTaskDefDefaults({ ...def, ...times });
      expect(actual).to.deep.equal(stored);
    });
  }

  for (const [def, stored] of defaults.workflowDefs) {
    it(`of workflows get the defaults that the server answers: ${def.name}`, () => {
      const times = { createTime: stored.createTime, updateTime: stored.updateTime };
      expect(withWorkflowDefDefaults({ ...def, ...times })).to.deep.equal(stored);
    });
  }

  it('are not changed by getting defaults, and keep them when they get them again', () => {
    for (const [def] of defaults.workflowDefs) {
      const before = structuredClone(def);
      const once = withWorkflowDefDefaults(def);
      expect(def).to.deep.equal(before);
      expect(withWorkflowDefDefaults(once)).to.deep.equal(once);
    }
  });
});
