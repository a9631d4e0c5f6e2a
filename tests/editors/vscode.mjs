// Runs a task in VS Code (code-server, in a browser without a display) and writes what stands in the Problems panel.
// node vscode.mjs ADDRESS FOLDER TASK BROWSER: a JSON list of texts; with WATCH=FILE, a second
// list when FILE has become TEXT and there are COUNT problems. SPECLINT_PLAYWRIGHT is the folder that has playwright-core.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const [address, folder, task, browserPath] = process.argv.slice(2);
const { chromium } = createRequire(`${process.env.SPECLINT_PLAYWRIGHT}/`)('playwright-core');
const limit = 40_000;

const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  page.setDefaultTimeout(limit);
  await page.goto(`${address}/?folder=${encodeURIComponent(folder)}`);
  await page.waitForSelector('.monaco-workbench .statusbar');
  const pick = async (text) => {
    await page.keyboard.press('F1');
    await page.waitForSelector('.quick-input-widget input:visible');
    await page.keyboard.type(text);
    const row = '.quick-input-list .monaco-list-row';
    await page.click(`${row}[aria-label="${text}"], ${row}[aria-label^="${text},"]`);
  };
  const rows = () =>
    page.$$eval('.markers-panel .monaco-list-row[aria-level="2"]', (found) => found.map((row) => row.getAttribute('aria-label')));
  const settled = async (done) => {
    const until = Date.now() + limit;
    while (Date.now() < until) {
      const found = await rows();
      if (done(found)) return found;
      await page.waitForTimeout(250);
    }
    return rows();
  };
  await page.waitForTimeout(3000);
  await pick('Tasks: Run Task');
  // The tasks come late: every extension is asked for some.
  await page.click(`.quick-input-list .monaco-list-row[aria-label*="${task}"]`);
  await page.waitForTimeout(2000);
  await pick('Problems: Focus on Problems View');
  const result = [await settled((found) => found.length > 0)];
  if (process.env.WATCH) {
    writeFileSync(process.env.WATCH, process.env.TEXT);
    result.push(await settled((found) => found.length === Number(process.env.COUNT)));
  }
  process.stdout.write(JSON.stringify(result));
} finally {
  await browser.close();
}
