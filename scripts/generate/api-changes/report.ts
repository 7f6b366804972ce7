import type { OperationName } from '../name-operations.js';
import type { Provenance } from '../provenance.js';
import type { ApiChange, Effect } from './api-change.js';
import type { ApiChanges, Listing } from './api-changes.js';

export interface ReportInput {
  before: Provenance;
  after: Provenance;
  changes: ApiChanges;
  /** To say which method an operation is; without an entry the operation is shown alone. */
  names: ReadonlyMap<string, OperationName>;
}

/** The report as Markdown, for `openapi/CHANGES.md` and for the terminal. */
export function changeReport({ before, after, changes, names }: ReportInput): string {
  const head = [
    '# API changes',
    '',
    `From server ${before.server} to server ${after.server}${isOlder(after.server, before.server) ? older : ''}.`,
    '',
    counts(changes),
    '',
    summary(changes),
    '',
  ];
  return [...head, ...sections(changes, names), documentLine(after), ''].join('\n');
}

const older = ', which is older: what is removed here is what it does not have yet';

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}

/** What stands in `openapi/CHANGES.md` when there is no earlier document. */
export function firstReport(first: Provenance): string {
  return [
    '# API changes',
    '',
    `The first document, of server ${first.server}: ${first.operations} operations, ${first.schemas} schemas.`,
    'There is none before it to compare with.',
    '',
    documentLine(first),
    '',
  ].join('\n');
}

/** Names the document that a report leads to, so that a report left behind is noticed. */
export function documentLine({ sha256 }: Pick<Provenance, 'sha256'>): string {
  return `Document: sha256 ${sha256}`;
}

function counts({ operations, schemas }: ApiChanges): string {
  const row = (name: string, { before, after, added, removed }: Listing): string =>
    `| ${name} | ${before} | ${after} | ${added.length} | ${removed.length} |`;
  return [
    '| | before | after | added | removed |',
    '|---|---:|---:|---:|---:|',
    row('operations', operations),
    row('schemas in use', schemas),
  ].join('\n');
}

function summary(changes: ApiChanges): string {
  const of = (effect: Effect): number => changes.changes.filter((change) => change.effect === effect).length;
  const breaking = of('breaks') + changes.operations.removed.length;
  if (breaking + of('check') + of('adds') + changes.operations.added.length === 0) {
    return 'Nothing that callers can see has changed.';
  }
  return (
    `Of these and of the changes within operations and schemas, ${breaking} break callers, ` +
    `${of('check')} want a look, ${of('adds') + changes.operations.added.length} only add.`
  );
}

function sections({ operations, schemas, changes }: ApiChanges, names: ReportInput['names']): string[] {
  const operation = (key: string): string => {
    const name = names.get(key);
    return name === undefined ? `- \`${key}\`` : `- \`${key}\` (${name.service}.${name.method})`;
  };
  const of = (effect: Effect): string[] => changes.filter((change) => change.effect === effect).map(line);
  return [
    ...section('Breaks callers: operations removed', operations.removed.map(operation)),
    ...section('Breaks callers: changed', of('breaks')),
    ...section('Wants a look', of('check')),
    ...section('Only adds: operations', operations.added.map(operation)),
    ...section('Only adds: within operations and schemas', of('adds')),
    ...section('Schemas removed', schemas.removed.length === 0 ? [] : [schemas.removed.join(', ')]),
    ...section('Schemas added', schemas.added.length === 0 ? [] : [schemas.added.join(', ')]),
  ];
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

function line({ subject, text }: ApiChange): string {
  return `- \`${subject}\` ${text}`;
}
