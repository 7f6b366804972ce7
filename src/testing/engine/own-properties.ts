/*
 * Tasks, variables, cases and domains may be called whatever their authors like, also what every object of JavaScript has by its prototype:
 * `toString`, `constructor`, `__proto__`.
 */

/** An own property. What the value's prototype has is not there. */
export function ownValue<Value>(map: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Sets an own property. To assign to `__proto__` would set the prototype. */
export function setOwnValue(map: object, name: string, value: unknown): void {
  Object.defineProperty(map, name, { value, enumerable: true, writable: true, configurable: true });
}
