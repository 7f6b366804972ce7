import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** Somebody who looks at the page, and notes what it must never do. */
export class Visit {
  /** Errors in its console, violations of its policy, requests to others. */
  readonly complaints: string[] = [];
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  static async to(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const visit = new Visit(context, page);
    visit.#listen(new URL(url).origin);
    await page.goto(url);
    return visit;
  }

  /** What is shown comes from the process. */
  async isLive(): Promise<void> {
    await this.page.waitForSelector('[data-link="live"][data-at]');
  }

  glance(question: string): ReturnType<Page['locator']> {
    return this.page.locator('.glance', { hasText: question });
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  #listen(origin: string): void {
    const { page, complaints } = this;
    page.on('console', (message) => {
      // What a browser says of a connection that is gone, or refused, is no fault of the page.
      if (message.type() === 'error' && !/net::ERR_|Failed to load resource/.test(message.text()))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      const url = request.url();
      if (new URL(url).origin !== origin && !/^(data|about):/.test(url)) complaints.push(`asked ${url}`);
    });
  }
}
