// A report in a real browser: no console message, no request, tables that sort, a slider that moves the pictures, by mouse and keyboard, at two widths,
// in light and dark, on paper.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';

const { chromium } = await import(pathToFileURL(process.env.ACTLAB_PLAYWRIGHT));
const [plain, hostile, claims] = process.argv.slice(2).map((file) => pathToFileURL(file).href);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

async function open(address, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, ...options });
  const complaints = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error}`));
  page.on('dialog', (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(address, { waitUntil: 'load' });
  return { page, complaints };
}

async function imagesAreWhole(page) {
  const broken = await page.$$eval('img', (images) => images.filter((i) => !(i.complete && i.naturalWidth > 0)).length);
  assert.equal(broken, 0, 'a picture is broken');
  const silent = await page.$$eval('img', (images) => images.filter((i) => i.alt.trim().length < 5).length);
  assert.equal(silent, 0, 'a picture has no alternative text');
}

const tests = {
  async 'opens without a message, a request or a broken picture'() {
    for (const address of [plain, hostile, claims]) {
      const { page, complaints } = await open(address);
      await imagesAreWhole(page);
      assert.deepEqual(complaints, []);
      await page.close();
    }
  },

  async 'shows texts of users as texts'() {
    const { page, complaints } = await open(hostile);
    assert.equal(await page.title(), 'Which </title><script>alert(3)</script>?');
    assert.equal(await page.textContent('h1'), 'Which </title><script>alert(3)</script>?');
    assert.match(await page.textContent('main'), /<img src=x onerror=alert\(1\)>&"'/);
    assert.equal(await page.$$eval('script', (scripts) => scripts.length), 1);
    assert.deepEqual(complaints, []);
    await page.close();
  },

  async 'sorts a table by number and by word, both ways'() {
    const { page } = await open(plain);
    const table = page.locator('section', { hasText: 'A row per cell' }).locator('table.sortable').first();
    const heads = await table.locator('th').evaluateAll((all) => all.map((head) => head.querySelector('button').firstChild.textContent));
    const column = async (name) => table.locator(`tbody td:nth-child(${heads.indexOf(name) + 1})`).allTextContents();
    const before = (await column('test accuracy (R²)')).map(Number);
    await table.getByRole('button', { name: 'test accuracy (R²)', exact: true }).click();
    const ascending = (await column('test accuracy (R²)')).map(Number);
    assert.deepEqual(ascending, [...before].sort((a, b) => a - b));
    assert.notDeepEqual(before, ascending, 'the table was in this order already: nothing is tested');
    await table.getByRole('button', { name: 'test accuracy (R²)', exact: true }).press('Enter');
    assert.deepEqual((await column('test accuracy (R²)')).map(Number), [...ascending].reverse());
    assert.equal(await table.locator('th[aria-sort]').count(), 1);
    await table.getByRole('button', { name: 'activation', exact: true }).click();
    const names = await column('activation');
    assert.deepEqual(names, [...names].sort());
    await page.close();
  },

  async 'moves the boundaries with the slider, by keyboard, and plays them'() {
    const { page } = await open(plain);
    const film = page.locator('.film').first();
    const frame = film.locator('.frame').first();
    await frame.scrollIntoViewIfNeeded();
    const slider = film.getByRole('slider', { name: 'Epoch' });
    await slider.focus();
    const place = () => frame.locator('img').evaluate((image) => `${image.style.left} ${image.style.top}`);
    const last = await place();
    const end = await frame.screenshot();
    assert.equal(await film.locator('output').textContent(), '60');
    await page.keyboard.press('Home');
    assert.equal(await film.locator('output').textContent(), '0');
    const start = await frame.screenshot();
    assert.ok(!start.equals(end), 'the picture did not change');
    assert.match(await frame.locator('img').getAttribute('alt'), /at epoch 0$/);
    await page.keyboard.press('ArrowRight');
    assert.equal(await slider.getAttribute('aria-valuetext'), 'epoch 12');
    assert.ok(!(await frame.screenshot()).equals(start), 'the picture did not change');
    await page.keyboard.press('End');
    assert.equal(await place(), last, 'the last frame is not what the page began with');
    await film.getByRole('button', { name: 'Play' }).click();
    assert.notEqual(await film.locator('output').textContent(), '60');
    await film.getByRole('button', { name: 'Stop' }).waitFor();
    await film.getByRole('button', { name: 'Play' }).waitFor();
    assert.equal(await film.locator('output').textContent(), '60');
    await page.close();
  },

  async 'is reached by the keyboard, with a place to see'() {
    const { page } = await open(plain);
    const reached = new Set();
    for (let i = 0; i < 200; ++i) {
      await page.keyboard.press('Tab');
      const what = await page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === document.body) return null;
        return focused.tagName + (getComputedStyle(focused).outlineStyle === 'none' ? ' without outline' : '');
      });
      if (what === null) break;
      reached.add(what);
    }
    for (const kind of ['A', 'BUTTON', 'INPUT', 'SUMMARY', 'PRE', 'DIV']) assert.ok(reached.has(kind), `${kind} is not reached`);
    assert.deepEqual([...reached].filter((what) => what.endsWith('without outline')), []);
    await page.close();
  },

  async 'fits a telephone and a wide screen'() {
    for (const width of [400, 1600]) {
      const { page, complaints } = await open(plain, { viewport: { width, height: 900 } });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} pixels wide on ${width}`);
      const small = await page.$$eval('p, td, dd, figcaption', (elements) => elements.filter((e) => parseFloat(getComputedStyle(e).fontSize) < 12).length);
      assert.equal(small, 0, 'text below 12 pixels');
      const drawn = await page.$$eval('.picture img', (images) => Math.min(...images.map((i) => i.getBoundingClientRect().width)));
      assert.ok(drawn >= 300, `a figure ${drawn} pixels wide`);
      assert.deepEqual(complaints, []);
      await page.close();
    }
  },

  async 'has enough contrast in light and dark'() {
    const shades = [];
    for (const colorScheme of ['light', 'dark']) {
      const { page } = await open(plain, { colorScheme });
      const ratios = await page.evaluate(() => {
        const luminance = (css) => {
          const [r, g, b] = css.match(/\d+(\.\d+)?/g).slice(0, 3).map((c) => {
            const s = c / 255;
            return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const background = luminance(getComputedStyle(document.body).backgroundColor);
        return ['body', 'figcaption', 'a', 'dt'].map((name) => {
          const text = luminance(getComputedStyle(document.querySelector(name)).color);
          return (Math.max(text, background) + 0.05) / (Math.min(text, background) + 0.05);
        });
      });
      for (const ratio of ratios) assert.ok(ratio >= 4.5, `contrast ${ratio} in ${colorScheme}`);
      shades.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      await page.close();
    }
    assert.notEqual(shades[0], shades[1]);
  },

  async 'prints light, whole and without controls'() {
    const { page } = await open(plain, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    assert.equal(await page.locator('.controls').first().isVisible(), false);
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.length > 50000);
    assert.equal(await page.$$eval('details', (all) => all.every((d) => d.open)), true);
    await page.close();
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok: a report ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: a report ${name}\n${error.stack}`);
  }
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
