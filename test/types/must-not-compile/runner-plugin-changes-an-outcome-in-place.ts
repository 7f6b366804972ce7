// error: Cannot assign to 'outcome' because it is a read-only property
import type { Plugin } from '../../../src/index.js';

export const plugin: Plugin = {
  name: 'wrong',
  setup: (host) =>
    host.aroundTask(async (call, next) => {
      const outcome = await next(call);
      outcome.outcome = 'completed';
      return outcome;
    }),
};
