/**
 * The worker thread that scripts run in. It is plain JavaScript in a text, since it must run as it is whatever compiles or bundles the rest.
 *
 * A thread of its own, because of what would end the process otherwise: a script that fills the memory, or leaves a rejected promise.
 * Inside it each script gets a fresh context, which is made ahead while nobody waits for it.
 *
 *     main thread                                worker
 *     posts {source, bindings, timeLimitMs}
 *     sleeps on `signal`                         runs the script in the next context, posts a reply, wakes the main thread
 *     takes the reply                            makes the next context
 *
 * A reply is JSON text, `{"value"}` or `{"thrown": {"text", "line"}}` from inside of the context, or an object with what came from outside.
 */
export const SCRIPT_WORKER = String.raw`'use strict';
const { workerData: { port, signal, realmSource } } = require('node:worker_threads');
const vm = require('node:vm');

// Scripts may leave such things behind; nobody is interested in them.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});

const MAX_CACHED = 1024;
const compiled = new Map();
const realmScript = new vm.Script(realmSource, { filename: 'realm' });
let ahead;

function makeRealm() {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    // Else a script could build an import() that nobody has looked at.
    codeGeneration: { strings: false, wasm: false },
    // What a script does in promises counts as part of it.
    microtaskMode: 'afterEvaluate',
  });
  return { context, ...realmScript.runInContext(context) };
}

function compile(source) {
  let script = compiled.get(source);
  if (script === undefined) {
    if (compiled.size >= MAX_CACHED) compiled.clear();
    script = new vm.Script(source, { filename: 'inline' });
    compiled.set(source, script);
  }
  return script;
}

function evaluate({ source, bindings, timeLimitMs }) {
  const { context, bind, result, failure } = ahead ?? makeRealm();
  ahead = undefined;
  let script;
  try {
    script = compile(source);
  } catch (error) {
    return { syntaxError: error.message, line: Number(/^inline:(\d+)/.exec(error.stack)?.[1] ?? 1) };
  }
  bind(bindings);
  let value;
  try {
    value = script.runInContext(context, { timeout: timeLimitMs });
  } catch (error) {
    return isTimeout(error) ? { timedOut: true } : { json: text(failure, error) };
  }
  try {
    return { json: text(result, value) };
  } catch (error) {
    return { json: text(failure, error), inResult: true };
  }
}

/** A script that throws such an error itself is taken at its word. */
function isTimeout(error) {
  return typeof error === 'object' && error !== null && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** Nothing of a script's is posted but texts. */
function text(make, value) {
  const made = make(value);
  return typeof made === 'string' ? made : '';
}

port.on('message', (request) => {
  let reply;
  try {
    reply = evaluate(request);
  } catch {
    reply = { json: '' };
  }
  port.postMessage(reply);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
  setImmediate(() => { ahead ??= makeRealm(); });
});

// Ready.
Atomics.store(signal, 0, 1);
Atomics.notify(signal, 0);
`;
