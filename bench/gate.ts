import { median, type Summary } from './summary.js';

/** At this concurrency the runner may cost so many times what the bare loop costs. */
const GATE = { concurrency: 10, cpuToRaw: 1.5 };
const TARGET_CPU_TO_RAW = 1.15;

/** Whether the runner is as cheap as it has to be, and the sentence that says so. A gate that was not measured counts as met. */
export function judge(summaries: readonly Summary[]): { readonly isMet: boolean; readonly text: string } {
  const gated = summaries.find(({ subject, concurrency }) => subject === 'runner' && concurrency === GATE.concurrency);
  if (gated === undefined) {
    return {
      isMet: true,
      text: `The gate is for the runner at concurrency ${GATE.concurrency}, which was not measured.`,
    };
  }
  const ratio = median(gated.cpuToRaw);
  const isMet = ratio <= GATE.cpuToRaw;
  const rounds = gated.cpuToRaw.length;
  const text =
    `CPU per task at concurrency ${GATE.concurrency}: ${ratio.toFixed(2)} × raw, median of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}. ` +
    `Gate ${GATE.cpuToRaw}: ${isMet ? 'met' : 'MISSED'}; target ${TARGET_CPU_TO_RAW}: ${ratio <= TARGET_CPU_TO_RAW ? 'met' : 'missed'}.`;
  return { isMet, text };
}
