// error: is not assignable to type 'Promise<HandlerResult<OutputData>>'
import type { Plugin } from '../../../src/index.js';

export const plugin: Plugin = {
  name: 'wrong',
  setup: (host) => host.aroundExecute(() => Promise.resolve({ total: 3 })),
};
