import { isOrdinary } from '../worker/output-data.js';
import { shown } from '../worker/shown.js';
import { typeName } from '../worker/type-name.js';
import { isJsonObject } from './engine/model.js';

/*
 * What a test hands over besides values, checked where it comes in: without types, or with `as`, a misspelt option would do nothing without
 * a word.
 */

/** What an option must be. */
export interface Rule {
  /** After "must be". */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  /** Whether it may not be left out. Default false. */
  readonly isRequired?: boolean;
}

/** A rule for each option there is, also for those that only one form of the options has. */
export type RulesFor<Options> = Readonly<Record<Options extends unknown ? keyof Options & string : never, Rule>>;

/**
 * Refuses options that there are not, and values that make no sense. An option that is undefined counts as left out.
 *
 * @param where for the message: `runWorker`
 * @param given may be anything
 * @throws TypeError that names the option, what it must be, and what it got
 */
export function checkFields(where: string, given: unknown, rules: Readonly<Record<string, Rule>>): void {
  if (!isJsonObject(given) || !isOrdinary(given)) {
    throw new TypeError(`${where}: the options must be an object, got ${typeName(given)}`);
  }
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) {
    throw new TypeError(`${where}: there is no option ${unknown}; there are ${Object.keys(rules).join(', ')}`);
  }
  for (const [name, { expected, accepts, isRequired = false }] of Object.entries(rules)) {
    const value = given[name];
    if (value === undefined ? isRequired : !accepts(value)) {
      throw new TypeError(`${where}: ${name} must be ${expected}, got ${shown(value)}`);
    }
  }
}

export function oneOf(...words: readonly string[]): Rule {
  const quoted = words.map((word) => `'${word}'`);
  const expected = [quoted.slice(0, -1).join(', '), ...quoted.slice(-1)].join(' or ');
  return { expected, accepts: (value) => words.some((word) => word === value) };
}

/** @param most default: any; `Infinity` then as well, where that is wanted */
export function wholeNumber(least: number, { most = Number.MAX_SAFE_INTEGER, orInfinity = false } = {}): Rule {
  const upTo = most === Number.MAX_SAFE_INTEGER ? `${least} on` : `${least} to ${most}`;
  return {
    expected: `a whole number from ${upTo}${orInfinity ? ', or Infinity' : ''}`,
    accepts: (value) =>
      typeof value === 'number' &&
      ((Number.isInteger(value) && value >= least && value <= most) || (orInfinity && value === Infinity)),
  };
}

/** Milliseconds. */
export const duration: Rule = {
  expected: 'milliseconds from 0 on',
  accepts: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
};

export const bool = ofType('boolean', 'true or false');
export const func = ofType('function', 'a function');
export const text = ofType('string', 'a text');

function ofType(type: 'boolean' | 'function' | 'string', expected: string): Rule {
  return { expected, accepts: (value) => typeof value === type };
}

export const plainObject: Rule = { expected: 'an object', accepts: isJsonObject };

export const list: Rule = { expected: 'a list', accepts: (value) => Array.isArray(value) };

/** Also one of another realm, or of a library that brings its own. */
export const abortSignal: Rule = {
  expected: 'an AbortSignal',
  accepts: (value) => isJsonObject(value) && 'aborted' in value && 'addEventListener' in value,
};
