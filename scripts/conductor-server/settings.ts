import { join } from 'node:path';

/**
 * What decides how the server behaves and which operations its API has, the same for tests, `npm run server` and `npm run generate`.
 * Every optional feature is on; the AI integrations are so by default and need no key. Values are the texts of the command line.
 *
 * The server's sweeper keeps its interval: at a shorter one it notices timeouts only after one to two minutes.
 */
export const SERVER_FLAGS: Readonly<Record<string, string>> = {
  'conductor.db.type': 'sqlite',
  'conductor.queue.type': 'sqlite',
  'conductor.indexing.type': 'sqlite',
  'conductor.workflow-execution-lock.type': 'local_only',
  'conductor.enable.ui.serving': 'false',
  'conductor.scheduler.enabled': 'true',
  'conductor.workflow-message-queue.enabled': 'true',
  'conductor.file-storage.enabled': 'true',
  'conductor.file-storage.type': 'conductor',
  'conductor.app.taskExecutionPostponeDuration': '1',
  // A thread for each event that has a handler. By default there are as many as processors: an event that is heard keeps its thread as soon as
  // one look takes longer than the time between two, and the events after that are never heard.
  'conductor.app.eventQueueSchedulerPollThreadCount': '32',
  // What newer versions do by themselves. Up to 3.21 the jar has other defaults: no index or else Elasticsearch's, no lock, an owner's e-mail
  // address in every definition, sample workflows, and a driver that is not found by the URL of the database.
  'conductor.indexing.enabled': 'true',
  'conductor.elasticsearch.version': '0',
  'conductor.app.workflow-execution-lock-enabled': 'true',
  'conductor.app.ownerEmailMandatory': 'false',
  loadSample: 'false',
  'spring.datasource.driver-class-name': 'org.sqlite.JDBC',
};

/** Where this one server listens and keeps its files: all below `folder`. */
function placeFlags(folder: string, port: number, version: string): Readonly<Record<string, string>> {
  return {
    'server.address': '127.0.0.1',
    'server.port': String(port),
    'spring.datasource.url': `jdbc:sqlite:${join(folder, 'conductor.db')}?${databaseOptions(version)}`,
    'conductor.file-storage.conductor.directory': join(folder, 'files'),
  };
}

/**
 * Up to 3.21 the server begins transactions by reading and fails with `database is locked` when it wants to write in two of them at once,
 * without waiting: there a transaction takes the write lock first. Later ones are made for the default, and fail with this.
 */
function databaseOptions(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < 3 || (major === 3 && minor <= 21);
  return `busy_timeout=15000&journal_mode=WAL${isOld ? '&transaction_mode=IMMEDIATE' : ''}`;
}

/** The whole command line after `java`. */
export function serverArguments(jar: string, folder: string, port: number, version: string): readonly string[] {
  return [
    '-Xmx1500m',
    // The server lives for minutes: what the thorough compiler and the parallel collector cost at the start does not come back in that time.
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    // The AI integrations make a folder in the home directory, the payload storage and the database driver in the temporary one.
    `-Duser.home=${folder}`,
    `-Djava.io.tmpdir=${folder}`,
    '-jar',
    jar,
    ...Object.entries({ ...SERVER_FLAGS, ...placeFlags(folder, port, version) }).map(
      ([name, value]) => `--${name}=${value}`,
    ),
  ];
}

/**
 * The server reads settings, AI keys and JVM options from the environment as well, so of the caller's it gets only what a process needs:
 * the same server comes up for everyone.
 */
export function serverEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'].flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
}
