import type { Task, Workflow } from '../../generated/index.js';

/*
 * What happened in a workflow, for people: in the message of an assertion that failed, and as a chart.
 *
 *   order 7f3c… COMPLETED after 7d 2s
 *     +0s      reserve        COMPLETED   1.2s
 *     +1.2s    charge         FAILED      0.3s  "card declined"
 *     +6.5s    charge (2)     COMPLETED   0.2s
 */

/** A workflow's tasks in the order in which they began. */
export interface Timeline {
  /** As lines of text. */
  toString(): string;
  /** As a Mermaid Gantt chart. */
  toMermaid(): string;
}

/** Draws what happened in a workflow. Takes any workflow as the API answers it, also of a real server. */
export function timelineOf(workflow: Omit<Workflow, 'output'>): Timeline {
  return { toString: () => textOf(workflow), toMermaid: () => mermaidOf(workflow) };
}

function textOf(workflow: Omit<Workflow, 'output'>): string {
  const { workflowName, workflowId, status, startTime, tasks, reasonForIncompletion } = workflow;
  const endTime = endOf(workflow);
  const took = endTime > startTime ? ` after ${duration(endTime - startTime)}` : '';
  const reason = reasonForIncompletion === undefined ? '' : `: ${oneLine(reasonForIncompletion)}`;
  const rows = inOrder(tasks).map((task) => [
    `+${duration(beginOf(task) - startTime)}`,
    oneLine(labelOf(task)),
    task.status,
    task.endTime > 0 ? duration(task.endTime - beginOf(task)) : '',
    task.reasonForIncompletion === undefined ? '' : `"${oneLine(task.reasonForIncompletion)}"`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  return [`${oneLine(workflowName)} ${workflowId} ${status}${took}${reason}`, ...lines].join('\n');
}

function mermaidOf({ workflowName, startTime, tasks }: Omit<Workflow, 'output'>): string {
  const lines = inOrder(tasks).map((task, at) => {
    const from = beginOf(task) - startTime;
    const to = Math.max(from, (task.endTime > 0 ? task.endTime : beginOf(task)) - startTime);
    // Behind its number no name is taken for a word of Mermaid's own, such as title or section.
    return `  ${at + 1} ${mermaidText(labelOf(task))} :${markOf(task.status)}${from}, ${to}`;
  });
  return ['gantt', `  title ${mermaidText(workflowName)}`, '  dateFormat x', '  axisFormat %H:%M:%S', ...lines].join(
    '\n',
  );
}

/** So long a text may be in a line. */
const LONGEST_TEXT = 200;

/** What a worker or a server wrote, as part of a line: line breaks are shown as a mark, other control characters not at all. */
function oneLine(text: string): string {
  const line = text
    .trim()
    .replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ⏎ ')
    .replace(/\p{Cc}+/gu, ' ');
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
}

/** A text without what Mermaid takes for its own: the end of a text, a comment, an entity, a directive. */
function mermaidText(text: string): string {
  const plain = oneLine(text)
    .replace(/[:;#,%{}<>\\]/g, ' ')
    .trim();
  return plain === '' ? '-' : plain;
}

function inOrder(tasks: readonly Task[]): readonly Task[] {
  return [...tasks].sort((one, other) => beginOf(one) - beginOf(other) || one.seq - other.seq);
}

/** A task that waits for its retry begins when it is scheduled: the wait is part of what happened. */
function beginOf({ startTime, scheduledTime }: Task): number {
  return startTime > 0 ? startTime : scheduledTime;
}

function endOf({ endTime, updateTime, startTime }: Omit<Workflow, 'output'>): number {
  return endTime > 0 ? endTime : Math.max(updateTime, startTime);
}

function labelOf({ referenceTaskName, retryCount }: Task): string {
  return retryCount > 0 ? `${referenceTaskName} (${retryCount + 1})` : referenceTaskName;
}

function markOf(status: Task['status']): string {
  switch (status) {
    case 'COMPLETED':
    case 'COMPLETED_WITH_ERRORS':
    case 'SKIPPED':
      return 'done, ';
    case 'SCHEDULED':
    case 'IN_PROGRESS':
      return 'active, ';
    default:
      return 'crit, ';
  }
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
] as const;

/** `7d 2s`, `1m 5s`, `1.25s`. */
function duration(ms: number): string {
  let rest = Math.max(0, ms);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * size;
  }
  if (rest > 0 || parts.length === 0) parts.push(`${Number((rest / 1_000).toFixed(3))}s`);
  return parts.join(' ');
}
