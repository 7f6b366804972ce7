/** A warning that was given to the process. */
export interface ProcessWarning {
  readonly message: string;
  readonly code: string | undefined;
}

/**
 * Takes the place of `process.emitWarning` from now on, so that warnings can be looked at and are not printed. The returned function
 * puts the original back.
 */
export function catchProcessWarnings(): { readonly warnings: readonly ProcessWarning[]; readonly restore: () => void } {
  const warnings: ProcessWarning[] = [];
  const replacement = (warning: string | Error, options?: unknown): void => {
    const code = typeof options === 'object' && options !== null && 'code' in options ? options.code : undefined;
    warnings.push({
      message: typeof warning === 'string' ? warning : warning.message,
      code: typeof code === 'string' ? code : undefined,
    });
  };
  const original = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  if (original === undefined) throw new Error('process has no emitWarning of its own');
  Object.defineProperty(process, 'emitWarning', { ...original, value: replacement });
  return { warnings, restore: () => void Object.defineProperty(process, 'emitWarning', original) };
}
