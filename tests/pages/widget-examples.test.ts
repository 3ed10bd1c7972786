import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createService } from '../../examples/rest-store/service.ts';
import type {} from '../../lib/widget/index.ts';
import { type Chromium, launchChromium, launchFirefox } from '../harness/browsers.ts';
import { type Answer, type Routes, type Served, serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';
import { buildWidget, packWidget } from '../harness/widget.ts';
import { press, SHOP, STRICT, says, seen, shopRoutes, withPanels } from '../harness/widget-page.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const EXAMPLES = join(ROOT, 'examples');
const KINDS: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

let chromium: Chromium;
let served: Served;

beforeAll(async () => {
  await buildWidget();
  chromium = await launchChromium({ language: 'vi' });
  served = await serve(chromium.browser, await shopRoutes());
});
afterAll(async () => {
  await chromium?.close();
});

/** Builds an example as its reader would, and answers its files at an address of its own. */
async function built(name: string, config: string | false, root = join(EXAMPLES, name)): Promise<Routes> {
  const done = (await build({
    root,
    configFile: config,
    logLevel: 'error',
    base: '/',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, rolldownOptions: { input: join(root, 'index.html') } },
  })) as Rolldown.RolldownOutput;
  const routes: Routes = {};
  for (const one of done.output) {
    const body = one.type === 'chunk' ? one.code : String(one.source);
    const type = `${KINDS[one.fileName.split('.').at(-1) ?? ''] ?? 'text/plain'}; charset=utf-8`;
    const answer: Answer = { body, type, headers: STRICT };
    routes[`https://${name}.example/${one.fileName}`] = answer;
    if (one.fileName === 'index.html') routes[`https://${name}.example/`] = answer;
  }
  return routes;
}

async function openExample(name: string): Promise<Page> {
  served.add(await built(name, join(EXAMPLES, 'panel.config.js')));
  const page = await chromium.browser.newPage();
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error' && !/favicon|404/.test(line.text())) broken.push(line.text());
  });
  await page.goto(`https://${name}.example/`);
  page.once('close', () => expect(broken).toEqual([]));
  return page;
}

describe('examples, built and driven', () => {
  it('orders: a back office without a framework', async () => {
    const page = await openExample('orders');
    await says(page, '.content', 'Trần Thị Lan');
    await press(page, 'save');
    await says(page, '[data-part="card"]', '#1042');
    await press(page, 'record-order');
    await says(page, '[data-part="card"]', /450/);
    await page.click('[data-order="1043"]');
    await says(page, '.content', /Nguyễn Văn Bình\s+Chưa có/);
    await page.click('[data-order="1042"]');
    await says(page, '[data-part="card"]', 'Trần Thị Lan');
    await page.close();
  });

  it.each(['react', 'vue'])('%s: one line to embed', async (name) => {
    const page = await openExample(name);
    await says(page, '.content', 'Trần Thị Lan');
    await press(page, 'save');
    await seen(page, '[data-part="card"]');
    await page.waitForFunction(() => document.querySelector('output')?.textContent === 'Đã lưu: 1');
    await page.click('#next');
    await says(page, '.content', /Nguyễn Văn Bình\s+Chưa có/);
    await page.click('#next');
    await says(page, '[data-part="card"]', 'Trần Thị Lan');
    await page.close();
  });

  it('rest-store: the customers lie behind a service, and nothing in the page', async () => {
    const service = createService();
    const page = await chromium.browser.newPage();
    await page.setRequestInterception(true);
    const routes = await built('rest-store', join(EXAMPLES, 'panel.config.js'));
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith('/api/')) {
        const route = routes[request.url()] as Answer | undefined;
        void request.respond({
          status: route ? 200 : 404,
          contentType: route?.type ?? '',
          body: route?.body ?? '',
        });
        return;
      }
      const { status, body } = service.answer(
        pathname.slice('/api/'.length),
        JSON.parse(request.postData() ?? '{}'),
      );
      void request.respond({ status, contentType: 'application/json', body: JSON.stringify(body) });
    });
    await page.goto('https://rest-store.example/');
    await says(page, '.content', 'Chưa có trong sổ');
    await press(page, 'save');
    await says(page, '[data-part="card"]', 'R-1');
    await press(page, 'note');
    const field = await page.waitForSelector('beside-panel >>> [data-part="note-field"]');
    await field?.type('Thích màu xanh');
    await page.keyboard.down('Control');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Control');
    await says(page, '[data-part="card"]', 'Thích màu xanh');
    expect(service.customers).toMatchObject([{ name: 'Trần Thị Lan', keys: ['tel:+84912345678'] }]);
    const books = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(books.filter((one) => one?.startsWith('beside'))).toEqual([]);
    await page.close();
  });

  it('crxjs-extension: somebody else’s side panel', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'beside-crx-'));
    const root = join(EXAMPLES, 'crxjs-extension');
    let theirs: Chromium | null = null;
    try {
      const done = spawnSync(
        process.execPath,
        [
          join(ROOT, 'node_modules/vite/bin/vite.js'),
          'build',
          '--logLevel',
          'error',
          '--outDir',
          folder,
          '--emptyOutDir',
        ],
        { cwd: root, encoding: 'utf8' },
      );
      expect(done.stderr + done.stdout).not.toMatch(/error/i);
      theirs = await launchChromium({ extension: folder, language: 'vi' });
      const page = await theirs.openExtensionPage('panel.html?from=email:lan@example.com&id=7&subject=Size');
      await says(page, '.content', 'lan@example.com');
      await press(page, 'save');
      await seen(page, '[data-part="card"]');
      await page.reload();
      await seen(page, '[data-part="card"]');
    } finally {
      await theirs?.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('the package installs into an empty project, is typed, and builds there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'beside-pack-'));
    try {
      const tarball = packWidget(folder);
      const project = join(folder, 'project');
      mkdirSync(project);
      const write = (name: string, text: string) => writeFileSync(join(project, name), text);
      write('package.json', '{ "name": "shop", "private": true, "type": "module" }');
      write(
        'index.html',
        '<!doctype html><html lang="vi"><title>x</title><beside-panel customer="tel:0912345678"></beside-panel><script type="module" src="./main.ts"></script>',
      );
      write(
        'main.ts',
        "import { BesidePanel } from '@beside/panel';\nconst panel = document.querySelector('beside-panel')!;\npanel.addEventListener('customer-saved', ({ detail }) => { const id: string = detail.id; document.title = id; });\nconst entry: Promise<string | null> = panel.log({ kind: 'call' });\nvoid entry; document.title = BesidePanel.version;\n",
      );
      const install = spawnSync('npm', ['install', tarball, '--offline', '--no-audit', '--no-fund'], {
        cwd: project,
        encoding: 'utf8',
      });
      expect(install.stderr + install.stdout).not.toMatch(/ERR/);
      const typed = spawnSync(
        process.execPath,
        [
          join(ROOT, 'node_modules/typescript/bin/tsc'),
          '--noEmit',
          '--strict',
          '--target',
          'es2024',
          '--module',
          'esnext',
          '--moduleResolution',
          'bundler',
          '--types',
          '',
          'main.ts',
        ],
        { cwd: project, encoding: 'utf8' },
      );
      expect(typed.stdout).toBe('');
      served.add(await built('packed', false, project));
      const page = await chromium.browser.newPage();
      await page.goto('https://packed.example/');
      await says(page, '.content', 'Chưa có trong sổ');
      const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
      expect(await page.title()).toBe(version);
      // A server that renders the page imports the module too.
      const server = spawnSync(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          "const { BesidePanel } = await import('@beside/panel'); console.log(BesidePanel.version)",
        ],
        { cwd: project, encoding: 'utf8' },
      );
      expect(server.stdout.trim()).toBe(version);
      await page.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('anywhere on a page, and often', () => {
  it('several share one book, in a frame and in a shadow root too; another book is another’s', async () => {
    served.add({
      [`${SHOP}many`]: withPanels(
        '<beside-panel id="a" customer="tel:0912345678" name="Lan"></beside-panel><beside-panel id="b" customer="tel:0912345678"></beside-panel><beside-panel id="c" customer="tel:0912345678" book="other"></beside-panel><div id="host"></div><iframe title="x" src="/framed" width="400" height="400"></iframe><script src="/many.js" defer></script>',
      ),
      [`${SHOP}framed`]: withPanels('<beside-panel customer="tel:0912345678"></beside-panel>'),
      [`${SHOP}many.js`]: {
        body: "const root = document.querySelector('#host').attachShadow({ mode: 'open' }); const panel = document.createElement('beside-panel'); panel.customer = 'tel:0912345678'; root.append(panel);",
        type: 'text/javascript',
      },
    });
    const page = await chromium.browser.newPage();
    await page.goto(`${SHOP}many`);
    await press(page, 'save', '#a');
    for (const one of ['#a', '#b']) expect(await seen(page, '[data-part="card"]', one)).toContain('Lan');
    const frame = await until(() => page.frames().find((one) => one.url() === `${SHOP}framed`), {
      what: 'the frame',
    });
    expect(await seen(frame, '[data-part="card"]')).toContain('Lan');
    await page.waitForFunction(() =>
      document
        .querySelector('#host')
        ?.shadowRoot?.querySelector('beside-panel')
        ?.shadowRoot?.querySelector('[data-part="card"]'),
    );
    expect(await seen(page, '.content', '#c')).toContain('Chưa có trong sổ');
    await page.close();
  });

  it('is made and taken away 1,000 times, and nothing of it stays', async () => {
    served.add({ [`${SHOP}bare`]: withPanels('<main id="place"></main>') });
    const page = await chromium.browser.newPage();
    await page.goto(`${SHOP}bare`);
    await page.waitForFunction(() => customElements.get('beside-panel'));
    await page.evaluate(async () => {
      const place = document.querySelector('#place');
      for (let n = 0; n < 1000; n += 1) {
        const panel = document.createElement('beside-panel');
        panel.customer = `tel:09${String(10_000_000 + n)}`;
        place?.append(panel);
        // Every tenth is seen, the others are gone before they are.
        if (n % 10 === 0) await new Promise(requestAnimationFrame);
        else await null;
        panel.remove();
      }
    });
    let left = -1;
    await until(
      async () => {
        const prototype = await page.evaluateHandle(
          () => customElements.get('beside-panel')?.prototype as object,
        );
        const found = await page.queryObjects(prototype);
        left = await found.evaluate((list) => (list as unknown[]).length);
        // What looks at them must not keep them.
        await Promise.all([found.dispose(), prototype.dispose()]);
        return left <= 10;
      },
      { what: () => `${left} panels to be collected`, every: 1500, timeout: 60_000 },
    );
    await page.close();
  });
});

describe('Firefox', () => {
  it('does the same on the plain page', async () => {
    const firefox = await launchFirefox();
    try {
      const page = await firefox.browser.newPage();
      await serve(page, await shopRoutes());
      await page.goto(SHOP);
      await page.$eval('beside-panel', (panel) => panel.setAttribute('lang', 'vi'));
      await says(page, '.content', 'Chưa có trong sổ');
      const act = (name: string) =>
        page.$eval(
          'beside-panel',
          (panel, wanted) => panel.shadowRoot?.querySelector<HTMLElement>(`[data-act="${wanted}"]`)?.click(),
          name,
        );
      await act('save');
      await says(page, '[data-part="card"]', 'KH-0001');
      await act('log');
      await seen(page, '[data-part="stamp"]');
      await page.reload();
      await says(page, '[data-part="card"]', 'Trần Thị Lan');
    } finally {
      await firefox.close();
    }
  });
});
