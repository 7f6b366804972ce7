import { expect } from 'chai';

type Class<E> = abstract new (...args: never[]) => E;

/** What a promise rejects with, which must be of the class given. */
export async function rejectionOf<E>(promise: Promise<unknown>, type: Class<E>): Promise<E> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(type);
    return error as E;
  }
  throw new Error(`it should have been rejected with a ${type.name}, and resolved with ${JSON.stringify(value)}`);
}

/** What a function throws, which must be of the class given. */
export function throwOf<E>(act: () => unknown, type: Class<E>): E {
  try {
    act();
  } catch (error) {
    expect(error).to.be.instanceOf(type);
    return error as E;
  }
  throw new Error(`it should have thrown a ${type.name}`);
}
