import { DEFAULT_SERVER_VERSION } from '../../../scripts/conductor-server.js';

/**
 * The version that the server under test is expected to have: CONDUCTOR_TEST_SERVER_VERSION, else the one the SDK is made for. For tests of what
 * older servers lack.
 */
export function serverVersion(): string {
  const version = process.env.CONDUCTOR_TEST_SERVER_VERSION;
  return version === undefined || version === '' ? DEFAULT_SERVER_VERSION : version;
}

/** Whether it is the version that the SDK is made for. */
export function isCurrentServer(): boolean {
  return serverVersion() === DEFAULT_SERVER_VERSION;
}
