import { GenerateError } from './generate-error.js';

export const usage = `Generates the typed clients in generated/ from a Conductor server's own OpenAPI document.

  npm run generate                          from the committed openapi/conductor.json, without network
  npm run generate -- --server URL          from a running server, such as http://localhost:8080/api
  npm run generate -- --start [VERSION]     from a real server that is started for it (needs Java and Maven)

  --report-only   write nothing; print what changed in the API and which names and corrections do not agree
  --check         write nothing; fail if document, overlay and generated/ do not agree
  --help`;

/** Where the document comes from. */
export type Source = { kind: 'committed' } | { kind: 'server'; url: string } | { kind: 'start'; version?: string };

/** What is done with it: written, held against what is there, or only compared with the committed one. */
type Mode = 'write' | 'check' | 'report';

export interface Arguments {
  source: Source;
  mode: Mode;
}

/** Reads the command line; `help` if it asks for that. Throws {@link GenerateError} for one that makes no sense. */
export function parseArguments(args: readonly string[]): Arguments | 'help' {
  const sources: Source[] = [];
  const modes: Mode[] = [];
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const value = rest[0]?.startsWith('-') === false ? rest[0] : undefined;
    switch (argument) {
      case '--help':
        return 'help';
      case '--server':
        if (value === undefined) throw new GenerateError('--server needs a URL such as http://localhost:8080/api');
        sources.push({ kind: 'server', url: value });
        rest.shift();
        break;
      case '--start':
        sources.push(value === undefined ? { kind: 'start' } : { kind: 'start', version: value });
        if (value !== undefined) rest.shift();
        break;
      case '--report-only':
        modes.push('report');
        break;
      case '--check':
        modes.push('check');
        break;
      default:
        throw new GenerateError(`unknown argument "${argument}"; --help lists those there are`);
    }
  }
  if (sources.length > 1) throw new GenerateError('give one of --server and --start, once');
  if (modes.length > 1) throw new GenerateError('give one of --report-only and --check, once');
  return { source: sources[0] ?? { kind: 'committed' }, mode: modes[0] ?? 'write' };
}
