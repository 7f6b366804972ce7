import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Starts the installed Chromium. @throws Error that says what to install, when there is none */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `there is no Chromium at ${executablePath}: install it (Debian: apt-get install chromium), or set CHROMIUM`,
    );
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
