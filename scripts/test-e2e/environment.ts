/**
 * The environment of the end-to-end tests: the caller's, without what would connect them to a server of the caller's own or change how their workers
 * behave.
 */
export function e2eEnvironment(env: NodeJS.ProcessEnv, serverUrl: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^CONDUCTOR_(SERVER_URL$|AUTH_|WORKER_)/.test(name));
  return { ...Object.fromEntries(kept), CONDUCTOR_TEST_SERVER_URL: serverUrl };
}
