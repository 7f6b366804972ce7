/** The arguments of mocha for the end-to-end tests: all of them, unless `args` (of the command line) holds test files. */
export function mochaArguments(args: readonly string[]): readonly string[] {
  const specs = args.some((arg) => arg.endsWith('.test.ts')) ? [] : ['test/e2e/**/*.test.ts'];
  // The settings in package.json leave these tests out.
  return ['--no-package', '--config', 'test/e2e/.mocharc.json', ...args, ...specs];
}
