/**
 * What runs first in the context of each script: takes away what the server's scripts do not have, and makes of the input what they see.
 *
 * On the server `$` is a Java map, and so is every object in it; lists are Java lists. A script that takes them for plain objects may fail
 * there, so that the ones here behave like those where a script is likely to notice:
 *
 *     $.map.key, $.map.key = 1, {...$.map}, for (k in $.map)      as on any object
 *     'key' in $.map, $.map.hasOwnProperty('key')                 false
 *     JSON.stringify($.map)                                       '{}'
 *     Object.keys($.map), values, entries, Object.assign          the methods of the map, not its keys
 *     for (x of $.map)                                            [key, value]
 *     $.map.get('key'), $.map.size(), $.list.get(0), …            the methods of Java
 *     $.list.sort(f), $.list.forEach(f)                           Java's: sort gives nothing back, forEach gives f no index
 *     '' + $.map                                                  {key=value}
 *
 * The source's value are three functions: `bind` takes the input as JSON text, `result` and `failure` make JSON text of what a script gave
 * or threw. Nothing of the worker is handed in, so a script can spoil only its own result.
 */
export const SCRIPT_REALM = String.raw`'use strict';
(() => {
  for (const name of ['console', 'WebAssembly', 'FinalizationRegistry']) delete globalThis[name];
  Atomics.wait = () => { throw new TypeError('Unsupported operation'); };

  const { stringify } = JSON;
  const { keys, values, entries, assign, hasOwn, defineProperty, setPrototypeOf } = Object;
  const { isArray } = Array;
  const { sort, splice, indexOf, lastIndexOf } = Array.prototype;
  const set = (target, key, value, enumerable = true) =>
    defineProperty(target, key, { value, enumerable, writable: true, configurable: true });

  // ---- the input, as Java has it ----

  const maps = new WeakSet();
  const isMap = (value) => maps.has(value);
  const list = (items) => setPrototypeOf(items, listPrototype);
  const equal = (a, b) => a === b || text(a) === text(b);
  const text = (value) => {
    if (value === undefined) return 'null';
    if (isMap(value)) return '{' + keys(value).map((key) => key + '=' + text(value[key])).join(', ') + '}';
    if (isArray(value)) return '[' + value.map(text).join(', ') + ']';
    return String(value);
  };

  const mapPrototype = {
    get(key) { return this[key] ?? null; },
    put(key, value) { const old = this.get(key); this[key] = value; return old; },
    size() { return keysOf(this).length; },
    isEmpty() { return keysOf(this).length === 0; },
    containsKey(key) { return hasOwn(this, key); },
    containsValue(value) { return keysOf(this).some((key) => equal(this[key], value)); },
    getOrDefault(key, value) { return hasOwn(this, key) ? this[key] : value; },
    putIfAbsent(key, value) { const old = this.get(key); if (old === null) this[key] = value; return old; },
    putAll(other) { for (const key in other) this[key] = other[key]; },
    remove(key) { const old = this.get(key); delete this[key]; return old; },
    clear() { for (const key of keysOf(this)) delete this[key]; },
    keySet() { return list(keysOf(this)); },
    values() { return list(keysOf(this).map((key) => this[key])); },
    entrySet() {
      return list(keysOf(this).map((key) => ({ key, value: this[key], getKey: () => key, getValue: () => this[key] })));
    },
    forEach(call) { for (const key of keysOf(this)) call(key, this[key]); },
    equals(other) { return equal(this, other); },
    toString() { return text(this); },
    hasOwnProperty() { return false; },
    toJSON() { return {}; },
    constructor: Map,
    *[Symbol.iterator]() { for (const key of keysOf(this)) yield [key, this[key]]; },
  };
  const keysOf = (map) => keys(map);
  const listPrototype = {
    sort(...order) {
      if (order.length !== 1) throw new TypeError('sort of a java.util.ArrayList needs a comparator');
      sort.call(this, order[0] ?? ((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    },
    forEach(call) { for (let at = 0; at < this.length; at++) call(this[at]); },
    get(at) { return this[at]; },
    set(at, value) { const old = this[at]; this[at] = value; return old; },
    add(...given) {
      if (given.length === 1) this.push(given[0]);
      else splice.call(this, given[0], 0, given[1]);
      return true;
    },
    addAll(others) { this.push(...others); return others.length > 0; },
    addFirst(value) { this.unshift(value); },
    addLast(value) { this.push(value); },
    remove(at) { return splice.call(this, at, 1)[0]; },
    removeFirst() { return this.shift(); },
    removeLast() { return this.pop(); },
    removeIf(test) {
      const before = this.length;
      for (let at = before - 1; at >= 0; at--) if (test(this[at])) splice.call(this, at, 1);
      return this.length < before;
    },
    replaceAll(call) { for (let at = 0; at < this.length; at++) this[at] = call(this[at]); },
    getFirst() { return this[0]; },
    getLast() { return this[this.length - 1]; },
    size() { return this.length; },
    isEmpty() { return this.length === 0; },
    clear() { this.length = 0; },
    contains(value) { return this.some((each) => equal(each, value)); },
    indexOf(value) { return indexOf.call(this, value); },
    lastIndexOf(value) { return lastIndexOf.call(this, value); },
    subList(from, to) { return list(this.slice(from, to)); },
    toArray() { return this.slice(); },
    equals(other) { return equal(this, other); },
    toString() { return text(this); },
  };
  for (const prototype of [mapPrototype, listPrototype])
    for (const name of Reflect.ownKeys(prototype)) set(prototype, name, prototype[name], false);
  setPrototypeOf(listPrototype, Array.prototype);

  // In the order in which the server lists them.
  const METHODS = ['get', 'values', 'clear', 'replaceAll', 'entrySet', 'forEach', 'keySet', 'containsValue', 'getOrDefault',
    'reversed', 'sequencedKeySet', 'sequencedValues', 'sequencedEntrySet', 'putFirst', 'putLast', 'remove', 'size', 'put', 'clone',
    'isEmpty', 'replace', 'merge', 'putAll', 'putIfAbsent', 'compute', 'computeIfAbsent', 'containsKey', 'computeIfPresent', 'equals',
    'toString', 'hashCode', 'firstEntry', 'lastEntry', 'pollFirstEntry', 'pollLastEntry'];
  const method = (name) => mapPrototype[name] ?? (() => null);
  set(Object, 'keys', (of) => (isMap(of) ? [...METHODS] : keys(of)), false);
  set(Object, 'values', (of) => (isMap(of) ? METHODS.map(method) : values(of)), false);
  set(Object, 'entries', (of) => (isMap(of) ? METHODS.map((name) => [name, method(name)]) : entries(of)), false);
  set(Object, 'hasOwn', (of, key) => !isMap(of) && hasOwn(of, key), false);
  const assigned = (of) => (isMap(of) ? Object.fromEntries(Object.entries(of)) : of);
  set(Object, 'assign', (target, ...sources) => assign(target, ...sources.map(assigned)), false);

  const handler = { has: (target, key) => key in mapPrototype };
  const wrap = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    for (const key of keys(value)) set(value, key, wrap(value[key]));
    if (isArray(value)) return list(value);
    const map = new Proxy(setPrototypeOf(value, mapPrototype), handler);
    maps.add(map);
    return map;
  };

  // ---- the result, as JSON ----

  const MAX_DEPTH = 1000;
  const MAX_LONG = 2n ** 63n - 1n;
  const boxed = [String.prototype, Number.prototype, Boolean.prototype].map(({ valueOf }) => valueOf);
  const nextOfMap = Map.prototype.entries;
  const tag = Object.prototype.toString;

  const unboxed = (value) => {
    for (const valueOf of boxed) {
      try { return valueOf.call(value); } catch { /* of another kind */ }
    }
    return value;
  };
  const pairsOf = (value) => {
    try { return [...nextOfMap.call(value)].map(([key, item]) => [text(key), item]); } catch { return entries(value); }
  };
  const isList = (value) =>
    isArray(value) || tag.call(value) === '[object Arguments]' || (ArrayBuffer.isView(value) && !(value instanceof DataView));

  /** What a script can give that is no JSON becomes null, a text or an empty object, as on the server. */
  const json = (given, above) => {
    const value = typeof given === 'object' && given !== null ? unboxed(given) : given;
    switch (typeof value) {
      case 'undefined':
        return 'null';
      case 'boolean':
      case 'string':
        return stringify(value);
      case 'number':
        return Number.isFinite(value) ? stringify(value) : stringify(String(value));
      case 'bigint':
        return value > MAX_LONG || value < -MAX_LONG - 1n ? '{}' : String(value);
      case 'symbol':
        return '{}';
    }
    if (value === null) return 'null';
    if (above.includes(value)) throw new Error('the result contains itself');
    if (above.length > MAX_DEPTH) throw new Error('the result is nested more than ' + MAX_DEPTH + ' levels deep');
    above.push(value);
    const inside = isList(value)
      ? '[' + Array.from(value, (item) => json(item, above)).join(',') + ']'
      : '{' + pairsOf(value).map(([key, item]) => stringify(key) + ':' + json(item, above)).join(',') + '}';
    above.pop();
    return inside;
  };

  const describe = (error) => {
    if (typeof error !== 'object' || error === null) return { text: String(error) };
    const { name, message, stack } = error;
    const [, line] = /\binline:(\d+)/.exec(String(stack)) ?? [];
    return { text: name === undefined ? 'Error' : message ? name + ': ' + message : String(name), line: line && Number(line) };
  };

  return {
    bind(input) {
      const bindings = JSON.parse(input);
      for (const name of keys(bindings)) set(globalThis, name, wrap(bindings[name]));
    },
    result(value) {
      return '{"value":' + json(value, []) + '}';
    },
    failure(error) {
      return stringify({ thrown: describe(error) });
    },
  };
})()`;
