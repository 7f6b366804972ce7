import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { isJsonObject } from '../../../src/testing/engine/model.js';
import type { SceneAnswer, SendOptions } from './api-scene.js';

/** One request and what the real server answered to it. */
export interface RecordedStep {
  /** Method and path. */
  readonly send: string;
  /** Left out there is none; a text is sent as it is. */
  readonly body?: unknown;
  /** Empty for none at all. */
  readonly contentType?: string;
  /**
   * Names for parts of the answer, by their path in it (`tasks.0.taskId`; empty for the whole): `{{name}}` stands for them from here on, in
   * requests and answers.
   */
  readonly keep?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly type?: string;
  readonly answer?: unknown;
}

/** Requests that belong together, one after the other. */
export interface RecordedCase {
  readonly name: string;
  readonly steps: readonly RecordedStep[];
}

/** Whoever answers: the API over an engine, or a real server. */
export interface Answering {
  send(method: string, target: string, body?: unknown, options?: SendOptions): Promise<SceneAnswer>;
}

/** @param url of a file of cases beside the test: `new URL('recorded-x.json', import.meta.url)` */
export function recordedCases(url: URL): readonly RecordedCase[] {
  const { cases } = JSON.parse(readFileSync(url, 'utf8')) as { readonly cases: readonly RecordedCase[] };
  return cases;
}

/**
 * Sends what was recorded, and compares each answer.
 * @param names what `{{name}}` stands for at first
 */
export async function play(
  { steps }: RecordedCase,
  answering: Answering,
  names: Readonly<Record<string, string>> = {},
): Promise<void> {
  const known = new Map(Object.entries(names));
  for (const step of steps) {
    const { status, type, answer } = step;
    const shown = `${step.send} ${step.body === undefined ? '' : JSON.stringify(step.body)}`;
    expect(await answerTo(step, answering, known), shown).to.deep.equal({ status, type, answer });
  }
}

/** What is answered to a step, in the form in which answers are recorded. */
async function answerTo(
  { send, body, contentType, keep = {} }: Omit<RecordedStep, 'status'>,
  answering: Answering,
  known: Map<string, string>,
): Promise<Pick<RecordedStep, 'status' | 'type' | 'answer'>> {
  const [method = '', target = ''] = filled(send, known).split(' ');
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const options = contentType === undefined ? {} : { contentType };
  const given = await answering.send(method, target, text === undefined ? undefined : filled(text, known), options);
  for (const [name, path] of Object.entries(keep)) known.set(name, String(partOf(given.body, path)));
  const answer = given.body === '' ? undefined : emptied(comparable(given.body), known);
  return { status: given.status, type: given.contentType, answer };
}

function filled(text: string, known: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`nothing is known as ${name}`);
    return value;
  });
}

function partOf(body: unknown, path: string): unknown {
  let part: unknown = body;
  for (const key of path === '' ? [] : path.split('.')) {
    part = Array.isArray(part) ? part[Number(key)] : isJsonObject(part) ? part[key] : undefined;
  }
  if (typeof part !== 'string') throw new Error(`there is no text at '${path}' of ${JSON.stringify(body)}`);
  return part;
}

/** With names in place of what they stand for. */
function emptied(value: unknown, known: ReadonlyMap<string, string>): unknown {
  let text = JSON.stringify(value);
  for (const [name, meant] of known) text = text.replaceAll(meant, `{{${name}}}`);
  text = text.replaceAll(UUID, '<id>');
  return JSON.parse(text) as unknown;
}

const TIMES = new Set([
  ...['createTime', 'updateTime', 'updatedTime', 'scheduledTime', 'startTime', 'endTime', 'firstStartTime'],
  ...['lastPollTime', 'createdTime', 'lastRetriedTime', 'firstScheduledTime', 'waitTimeout'],
]);
const DURATIONS = new Set(['queueWaitTime', 'executionTime']);
/** Times below are not the present: what somebody wrote. */
const SOME_TIME_AGO_MS = 1e12;

/** Without what differs from run to run: the host's name, the present, the order of what the server keeps in sets. */
function comparable(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => comparable(item));
    return key === 'validationErrors' ? items.sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)) : items;
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, comparable(item, name)]));
  }
  if (key === 'instance') return '<host>';
  if (TIMES.has(key) && isPresent(value)) return '<time>';
  if (DURATIONS.has(key)) return '<ms>';
  return key === 'message' && typeof value === 'string' ? comparableMessage(value) : value;
}

/** What is wrong with text that is no JSON, each parser says in its own words. The order of several faults is that of a set. */
function comparableMessage(message: string): string {
  const [head = '', ...faults] = message.split(/(?=\[Field error)/);
  return [head.replace(SYNTAX_ERROR, '$1<syntax>'), ...faults.sort()].join('');
}

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
const SYNTAX_ERROR = /^(JSON parse error: )(?:Unexpected|Expected|Unterminated|Unrecognized|Illegal|Bad ).*$/;

function isPresent(value: unknown): boolean {
  return typeof value === 'string' ? Date.parse(value) > SOME_TIME_AGO_MS : Number(value) > SOME_TIME_AGO_MS;
}

function sortKey(error: unknown): string {
  return isJsonObject(error) ? `${String(error.path)}${String(error.message)}` : '';
}
