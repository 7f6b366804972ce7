import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { isJsonObject } from '../../../src/testing/engine/model.js';
import type { ApiScene } from './api-scene.js';

/** One request and what the real server answered to it. */
interface RecordedStep {
  /** Method and path. */
  readonly send: string;
  /** Left out there is none; a text is sent as it is. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly status: number;
  readonly type?: string;
  readonly answer?: unknown;
}

/** Requests that belong together, one after the other. */
export interface RecordedCase {
  readonly name: string;
  readonly steps: readonly RecordedStep[];
}

/** @param url of a file of cases beside the test: `new URL('recorded-x.json', import.meta.url)` */
export function recordedCases(url: URL): readonly RecordedCase[] {
  const { cases } = JSON.parse(readFileSync(url, 'utf8')) as { readonly cases: readonly RecordedCase[] };
  return cases;
}

/** Sends what was recorded, and compares each answer. */
export async function play({ steps }: RecordedCase, scene: ApiScene): Promise<void> {
  for (const { send, body, contentType, status, type, answer } of steps) {
    const [method = '', target = ''] = send.split(' ');
    const given = await scene.send(method, target, body, contentType === undefined ? {} : { contentType });
    const { contentType: givenType, body: givenBody } = given;
    const step = `${send} ${body === undefined ? '' : JSON.stringify(body)}`;
    expect(
      { status: given.status, type: givenType, answer: givenBody === '' ? undefined : comparable(givenBody) },
      step,
    ).to.deep.equal({ status, type, answer });
  }
}

const TIMES = new Set(['createTime', 'updateTime', 'updatedTime']);
/** Times below are not the present: what somebody wrote. */
const SOME_TIME_AGO_MS = 1e12;

/** Without what differs from run to run: the host's name, the present, the order of what the server keeps in sets. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    if (key === 'instance') return [key, '<host>'];
    if (TIMES.has(key) && typeof item === 'number' && item > SOME_TIME_AGO_MS) return [key, '<time>'];
    if (key === 'validationErrors' && Array.isArray(item)) {
      return [key, item.map(comparable).sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))];
    }
    return [key, comparable(item)];
  });
  return Object.fromEntries(entries);
}

function sortKey(error: unknown): string {
  return isJsonObject(error) ? `${String(error.path)}${String(error.message)}` : '';
}
