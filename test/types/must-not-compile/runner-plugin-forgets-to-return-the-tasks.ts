// error: 'Promise<void>' is not assignable to type 'Promise<readonly Task[]>'
import type { Plugin } from '../../../src/index.js';

export const plugin: Plugin = {
  name: 'forgetful',
  setup: (host) =>
    host.aroundPoll(async (call, next) => {
      await next(call);
    }),
};
