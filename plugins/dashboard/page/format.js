/** `0.4 ms`, `250 ms`, `1.2 s`, `3 min`, `2 h`, `4 d`. @param {number | null | undefined} ms */
export function duration(ms) {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–';
  const abs = Math.max(0, ms);
  if (abs < 9.95) return `${Number(abs.toFixed(1))} ms`;
  if (abs < 999.5) return `${Math.round(abs)} ms`;
  if (abs < 59_500) return `${Number((abs / 1_000).toFixed(abs < 9_950 ? 1 : 0))} s`;
  if (abs < 3_570_000) return `${Math.round(abs / 60_000)} min`;
  if (abs < 86_220_000) return `${Number((abs / 3_600_000).toFixed(1))} h`;
  return `${Number((abs / 86_400_000).toFixed(1))} d`;
}

/** `0`, `0.4`, `12`, `5,120`. @param {number} value */
export function count(value) {
  return value > 0 && value < 9.95 ? String(Number(value.toFixed(1))) : Math.round(value).toLocaleString('en');
}

/** `14:03:27`, by the clock of whoever reads. @param {number} at */
export function clock(at) {
  return new Date(at).toTimeString().slice(0, 8);
}

/** `1 worker`, `3 workers`. @param {number} number @param {string} noun */
export function some(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
