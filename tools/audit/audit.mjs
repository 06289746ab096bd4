// Audits pages served on this machine. See README.md.
import { parseArgs } from 'node:util';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const execFileP = promisify(execFile);

const NUMBERS = {
  // flag: [key in a page's result, 'min' | 'max', what it is]
  'min-performance': ['performance', 'min', 'Lighthouse performance, 0-100'],
  'min-accessibility': ['accessibility', 'min', 'Lighthouse accessibility, 0-100'],
  'min-best-practices': ['bestPractices', 'min', 'Lighthouse best practices, 0-100'],
  'min-seo': ['seo', 'min', 'Lighthouse SEO, 0-100'],
  'max-transfer-kb': ['transferKB', 'max', 'all bytes over the wire, KB (1 KB = 1024 bytes)'],
  'max-requests': ['requests', 'max', 'number of requests'],
  'max-html-kb': ['htmlKB', 'max', 'document bytes over the wire, KB'],
  'max-css-kb': ['cssKB', 'max', 'stylesheet bytes over the wire, KB'],
  'max-js-kb': ['jsKB', 'max', 'script bytes over the wire, KB'],
  'max-font-kb': ['fontKB', 'max', 'font bytes over the wire, KB'],
  'max-image-kb': ['imageKB', 'max', 'image bytes over the wire, KB'],
  'max-fcp': ['fcp', 'max', 'first contentful paint, ms'],
  'max-lcp': ['lcp', 'max', 'largest contentful paint, ms'],
  'max-tbt': ['tbt', 'max', 'total blocking time, ms'],
  'max-cls': ['cls', 'max', 'cumulative layout shift'],
  'max-dom': ['domNodes', 'max', 'elements in the document'],
  'max-axe': ['axe', 'max', 'axe rules violated (all widths together)'],
  'max-html-errors': ['htmlErrors', 'max', 'HTML validity errors'],
  'max-html-warnings': ['htmlWarnings', 'max', 'HTML validity warnings'],
  'max-console-errors': ['consoleErrors', 'max', 'console errors and uncaught exceptions'],
  'max-failed-requests': ['failedRequests', 'max', 'requests that failed or answered 400 and up'],
  'max-external': ['external', 'max', 'requests to another origin (they are blocked, and counted)'],
  'max-overflow': ['overflow', 'max', 'pixels of sideways scroll, worst width'],
  'max-small-targets': ['smallTargets', 'max', 'links, buttons and fields under --target-size at the phone width'],
  'min-nojs-text': ['nojsText', 'min', 'percent of the text still there without JavaScript'],
  'max-broken-links': ['brokenLinks', 'max', 'broken links and fragments (whole run; needs --links)'],
};

const THROTTLE = {
  // rtt ms, down kbit/s, CPU slowdown (Lighthouse "simulate")
  'slow-4g': { rttMs: 150, throughputKbps: 1638.4, cpuSlowdownMultiplier: 4 },
  '3g': { rttMs: 300, throughputKbps: 700, cpuSlowdownMultiplier: 4 },
  'slow-3g': { rttMs: 400, throughputKbps: 400, cpuSlowdownMultiplier: 6 },
  desktop: { rttMs: 40, throughputKbps: 10240, cpuSlowdownMultiplier: 1 },
  none: { rttMs: 0, throughputKbps: 0, cpuSlowdownMultiplier: 1 },
};

const CHROME_FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-default-apps', '--disable-extensions', '--disable-dev-shm-usage', '--no-default-browser-check',
  '--blink-settings=lazyLoadingImageMarginPxUnknown=1250', // a shell without windows does not know its line: as on 4G
  '--mute-audio', '--hide-scrollbars', '--force-color-profile=srgb', '--metrics-recording-only',
  '--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions,AutofillServerCommunication',
  // nothing but this machine can be looked up or reached
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1 , EXCLUDE [::1]',
];

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const DEFAULT_HTML_IGNORE = ['^CSS: ']; // the checker's CSS tables lag behind browsers (container-type and the like)

const options = {
  help: { type: 'boolean', short: 'h' },
  paths: { type: 'string' },
  visitors: { type: 'string' },
  only: { type: 'string' },
  skip: { type: 'string' },
  runs: { type: 'string', default: '1' },
  'form-factor': { type: 'string', default: 'mobile' },
  throttle: { type: 'string' },
  widths: { type: 'string', default: '390,1280' },
  dir: { type: 'string', default: 'auto' },
  screenshots: { type: 'string' },
  'viewport-only': { type: 'boolean' },
  'color-scheme': { type: 'string', default: 'light' },
  'target-size': { type: 'string', default: '24' },
  cookie: { type: 'string', multiple: true, default: [] },
  header: { type: 'string', multiple: true, default: [] },
  'axe-tags': { type: 'string', default: 'wcag2a,wcag2aa,wcag21a,wcag21aa,wcag22aa,best-practice' },
  'axe-disable': { type: 'string', default: '' },
  'html-engine': { type: 'string', default: 'auto' },
  'html-ignore': { type: 'string', multiple: true, default: [] },
  'html-css': { type: 'boolean' },
  links: { type: 'boolean' },
  'max-crawl': { type: 'string', default: '500' },
  budget: { type: 'string' },
  json: { type: 'string' },
  markdown: { type: 'string' },
  'report-dir': { type: 'string' },
  chrome: { type: 'string', default: process.env.CHROME_PATH || '/usr/bin/chromium' },
  quiet: { type: 'boolean' },
};
for (const f of Object.keys(NUMBERS)) options[f] = { type: 'string' };

function usage() {
  console.log(`usage: audit [flags] BASE_URL PATH...
  A PATH is /fr/, or /nope/=404 where another status is expected.
  --paths FILE            more paths, one a line (# starts a comment)
  --visitors FILE         more paths as JSON: [{"paths": ["/fr/cart/"], "cookie": "NAME=VALUE"}], each with its cookie
  --only / --skip LIST    of lighthouse,axe,page,html,screenshots (page: console, overflow, targets, text without JS)
  --runs N                Lighthouse runs a page, the median is kept (1)
  --form-factor F         mobile | desktop (mobile)
  --throttle T            ${Object.keys(THROTTLE).join(' | ')} (slow-4g, or desktop with --form-factor desktop)
  --widths LIST           widths for axe, overflow and screenshots (390,1280); overflow is measured at 320 too
  --dir D                 auto | ltr | rtl | both: forces the direction of the document (auto leaves it alone)
  --screenshots DIR       a PNG per page, width and direction; --viewport-only: first screen only
  --color-scheme S        light | dark
  --cookie NAME=VALUE, --header NAME:VALUE   sent with every request (both may be repeated)
  --axe-tags LIST, --axe-disable LIST        which rules run
  --html-engine E         auto | vnu | html-validate; --html-ignore REGEX; --html-css keeps messages on CSS
  --links                 crawl the site from the paths; --max-crawl N pages (500)
  --budget FILE           thresholds as JSON: {"default": {"max-js-kb": 30}, "paths": [{"match": "^/fr/p/", "max-lcp": 3000}]}
  --json FILE, --markdown FILE, --report-dir DIR (Lighthouse HTML reports)
  --chrome PATH           (${process.env.CHROME_PATH || '/usr/bin/chromium'})
thresholds (a page that misses one makes the exit status 1):
${Object.entries(NUMBERS).map(([f, [, , what]]) => `  --${f} N`.padEnd(26) + what).join('\n')}
exit status: 0 all kept, 1 a threshold missed or a page answered another status, 2 the audit itself could not run`);
}

function fail(message) { console.error(`audit: ${message}`); process.exit(2); }

let args;
try { args = parseArgs({ options, allowPositionals: true, strict: true }); } catch (e) { fail(e.message); }
const opt = args.values;
if (opt.help) { usage(); process.exit(0); }
const [baseArg, ...pathArgs] = args.positionals;
if (!baseArg) { usage(); process.exit(2); }
let base;
try { base = new URL(baseArg); } catch { fail(`not a URL: ${baseArg}`); }
if (!LOOPBACK.test(base.hostname)) fail(`${base.hostname} is not this machine: only loopback addresses are audited`);
if (opt.paths) {
  for (const line of fs.readFileSync(opt.paths, 'utf8').split('\n')) {
    const p = line.replace(/(^|\s)#.*$/, '').trim();
    if (p) pathArgs.push(p);
  }
}
const visitors = opt.visitors ? JSON.parse(fs.readFileSync(opt.visitors, 'utf8')) : [];
const targetOf = (spec, cookie) => {
  const m = /^(.*?)(?:=(\d{3}))?$/.exec(spec);
  return { path: m[1] || '/', expect: m[2] ? Number(m[2]) : 200, cookie };
};
const targets = [
  ...(pathArgs.length || visitors.length ? pathArgs : ['/']).map((spec) => targetOf(spec, '')),
  ...visitors.flatMap((one) => one.paths.map((spec) => targetOf(spec, one.cookie || ''))),
];
const STEPS = ['lighthouse', 'axe', 'page', 'html', 'screenshots'];
const list = (s) => s.split(',').map((x) => x.trim()).filter(Boolean);
const wanted = new Set(opt.only ? list(opt.only) : STEPS);
for (const s of opt.skip ? list(opt.skip) : []) wanted.delete(s);
for (const s of wanted) if (!STEPS.includes(s)) fail(`no such step: ${s}`);
if (!opt.screenshots) wanted.delete('screenshots');
const widths = list(opt.widths).map(Number);
if (widths.some((w) => !(w > 0))) fail('--widths takes numbers');
const dirs = { auto: ['auto'], ltr: ['ltr'], rtl: ['rtl'], both: ['ltr', 'rtl'] }[opt.dir];
if (!dirs) fail('--dir takes auto, ltr, rtl or both');
const throttleName = opt.throttle || (opt['form-factor'] === 'desktop' ? 'desktop' : 'slow-4g');
const throttle = THROTTLE[throttleName];
if (!throttle) fail(`--throttle takes ${Object.keys(THROTTLE).join(', ')}`);
const log = (...a) => { if (!opt.quiet) console.error(...a); };

const budget = opt.budget ? JSON.parse(fs.readFileSync(opt.budget, 'utf8')) : { default: {}, paths: [] };
for (const rules of [budget.default || {}, ...(budget.paths || [])]) {
  for (const k of Object.keys(rules)) if (k !== 'match' && !NUMBERS[k]) fail(`budget: no such threshold: ${k}`);
}
function limitsFor(p) {
  const limits = { ...(budget.default || {}) };
  for (const { match, ...rest } of budget.paths || []) if (new RegExp(match).test(p)) Object.assign(limits, rest);
  for (const f of Object.keys(NUMBERS)) if (opt[f] !== undefined) limits[f] = Number(opt[f]);
  for (const [f, n] of Object.entries(limits)) if (!Number.isFinite(n)) fail(`--${f} takes a number`);
  return limits;
}

const headers = {};
for (const h of opt.header) { const i = h.indexOf(':'); headers[h.slice(0, i).trim()] = h.slice(i + 1).trim(); }
if (opt.cookie.length) headers.Cookie = opt.cookie.join('; ');
const headersOf = (cookie) => (cookie ? { ...headers, Cookie: [...opt.cookie, cookie].join('; ') } : headers);

const median = (ns) => { const s = [...ns].sort((a, b) => a - b); return s[Math.floor((s.length - 1) / 2)]; };
const round = (n, d = 0) => (n === null || n === undefined ? null : Math.round(n * 10 ** d) / 10 ** d);
const slug = (p) => p.replace(/^\//, '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'home';

// ---------------------------------------------------------------- Lighthouse
async function runLighthouse(url, cookie, launch, lighthouse, computeMedianRun, generateReport) {
  const mobile = opt['form-factor'] !== 'desktop';
  const runs = [];
  for (let i = 0; i < Number(opt.runs); i++) {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'page-audit-lh-'));
    const chrome = await launch({
      chromePath: opt.chrome, ignoreDefaultFlags: true, userDataDir: profile,
      chromeFlags: [...CHROME_FLAGS, '--window-size=1350,940'], logLevel: 'silent',
    });
    try {
      const result = await lighthouse(url, {
        port: chrome.port, logLevel: 'error', output: 'json',
        onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
        formFactor: mobile ? 'mobile' : 'desktop',
        screenEmulation: mobile
          ? { mobile: true, width: 390, height: 844, deviceScaleFactor: 2, disabled: false }
          : { mobile: false, width: 1280, height: 900, deviceScaleFactor: 1, disabled: false },
        throttlingMethod: throttleName === 'none' ? 'provided' : 'simulate',
        throttling: {
          ...throttle,
          requestLatencyMs: throttle.rttMs * 3.75, downloadThroughputKbps: throttle.throughputKbps * 0.9, uploadThroughputKbps: throttle.throughputKbps * 0.9,
        },
        extraHeaders: headersOf(cookie),
      });
      if (result.lhr.runtimeError) throw new Error(result.lhr.runtimeError.message);
      runs.push(result.lhr);
    } finally {
      await chrome.kill();
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  const lhr = runs.length > 1 ? computeMedianRun(runs) : runs[0];
  if (opt['report-dir']) {
    fs.mkdirSync(opt['report-dir'], { recursive: true });
    fs.writeFileSync(path.join(opt['report-dir'], `${slug(new URL(url).pathname)}.html`), generateReport(lhr, 'html'));
  }
  const score = (k) => round((lhr.categories[k]?.score ?? 0) * 100);
  const num = (k) => lhr.audits[k]?.numericValue;
  const requests = (lhr.audits['network-requests']?.details?.items || []).filter((r) => /^https?:/.test(r.url));
  const kb = (type) => round(requests.filter((r) => !type || r.resourceType === type).reduce((a, r) => a + (r.transferSize || 0), 0) / 1024, 1);
  const failing = Object.values(lhr.categories).flatMap((c) => c.auditRefs
    .filter((r) => r.weight > 0 && lhr.audits[r.id].score !== null && lhr.audits[r.id].score < 0.9)
    .map((r) => ({ category: c.id, id: r.id, title: lhr.audits[r.id].title, score: lhr.audits[r.id].score, display: lhr.audits[r.id].displayValue })));
  const isHidden = lhr.audits['is-crawlable']?.score === 0; // a page that asks not to be found is not scored on being found
  return {
    performance: score('performance'), accessibility: score('accessibility'), bestPractices: score('best-practices'), seo: isHidden ? null : score('seo'),
    fcp: round(num('first-contentful-paint')), lcp: round(num('largest-contentful-paint')), tbt: round(num('total-blocking-time')),
    cls: round(num('cumulative-layout-shift'), 3), speedIndex: round(num('speed-index')),
    transferKB: kb(), requests: requests.length, htmlKB: kb('Document'), cssKB: kb('Stylesheet'), jsKB: kb('Script'), fontKB: kb('Font'), imageKB: kb('Image'),
    performanceRuns: runs.map((r) => round(r.categories.performance.score * 100)),
    lcpRuns: runs.map((r) => round(r.audits['largest-contentful-paint']?.numericValue)),
    benchmarkIndex: median(runs.map((r) => r.environment.benchmarkIndex)),
    lighthouseVersion: lhr.lighthouseVersion, lighthouseFailing: failing,
  };
}

// ---------------------------------------------------------------- the page in a browser
// Bytes over the wire of one request, with headers; what came from nowhere weighs nothing, and what the window
// had kept from an earlier page weighs what it did when it came.
const known = new Map();
const weigh = (request) => request.sizes()
  .then((s) => {
    const bytes = Math.max(s.responseBodySize + s.responseHeadersSize, known.get(request.url()) || 0);
    known.set(request.url(), bytes);
    return { type: request.resourceType(), bytes };
  })
  .catch(() => ({ type: 'none', bytes: 0 }));

// The cold load of a phone, where Lighthouse does not weigh it.
async function weightOf(seen) {
  const all = await Promise.all(seen.weighed);
  const kb = (type) => round(all.filter((r) => !type || r.type === type).reduce((a, r) => a + r.bytes, 0) / 1024, 1);
  return { transferKB: kb(), requests: all.length, htmlKB: kb('document'), cssKB: kb('stylesheet'), jsKB: kb('script'), fontKB: kb('font'), imageKB: kb('image') };
}

// One window for each size, kept from page to page; between two pages everything that one left is forgotten.
async function openWindow(browser, width, { js = true, isWeighed = false } = {}) {
  const phone = width < 600;
  const context = await browser.newContext({
    viewport: { width, height: phone ? 844 : 900 }, deviceScaleFactor: phone ? 2 : 1, isMobile: phone, hasTouch: phone,
    javaScriptEnabled: js, colorScheme: opt['color-scheme'], reducedMotion: 'reduce', ignoreHTTPSErrors: true,
    serviceWorkers: 'block', // it would answer the next page from what it kept of this one
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const window = { context, page, devtools, width, js, seen: null, pending: new Set() };
  page.on('requestfinished', (r) => { window.pending.delete(r); if (isWeighed) window.seen?.weighed.push(weigh(r)); });
  page.on('console', (m) => { if (m.type() === 'error') window.seen?.console.push(m.text().slice(0, 300)); });
  page.on('pageerror', (e) => window.seen?.console.push(`uncaught: ${String(e.message).slice(0, 300)}`));
  page.on('requestfailed', (r) => { window.pending.delete(r); if (!/ERR_ABORTED/.test(r.failure()?.errorText || '')) window.seen?.failed.push(`${r.failure()?.errorText} ${r.url().slice(0, 200)}`); });
  page.on('request', (r) => { window.pending.add(r); const u = new URL(r.url()); if (/^https?:$/.test(u.protocol) && u.origin !== base.origin) window.seen?.external.push(r.url().slice(0, 200)); });
  page.on('response', (r) => { if (r.status() >= 400 && r.request().resourceType() !== 'document') window.seen?.failed.push(`${r.status()} ${r.url().slice(0, 200)}`); });
  return window;
}

async function open(window, url, cookie, dir) {
  const { page, context, devtools, width } = window;
  window.seen = null;
  await page.goto('about:blank');
  if (page.viewportSize().width !== width) await page.setViewportSize({ width, height: page.viewportSize().height });
  await context.clearCookies();
  await devtools.send('Storage.clearDataForOrigin', { origin: base.origin, storageTypes: 'local_storage,indexeddb,cache_storage,service_workers' });
  await context.setExtraHTTPHeaders(headersOf(cookie));
  window.pending.clear();
  window.seen = { console: [], failed: [], external: [], weighed: [] };
  await page.goto(url, { waitUntil: 'load', timeout: 60000 });
  if (window.js) await settled(window);
  if (dir !== 'auto') await page.evaluate((d) => { document.documentElement.dir = d; }, dir);
}

// Until nothing is on its way, nothing is left to do, and the fonts are there.
const IDLE = () => new Promise((done) => requestIdleCallback(() => document.fonts.ready.then(() => done(true)), { timeout: 2000 }));
async function settled({ page, pending }) {
  const until = Date.now() + 10000;
  for (let calm = 0; calm < 2 && Date.now() < until; calm = pending.size ? 0 : calm + 1) {
    if (calm || pending.size) await new Promise((done) => setTimeout(done, 25));
    await page.evaluate(IDLE);
  }
}

const overflowOf = (page) => page.evaluate(() => {
  const el = document.scrollingElement || document.documentElement;
  const wide = [];
  const limit = document.documentElement.clientWidth;
  const px = Math.max(0, el.scrollWidth - limit);
  if (px > 0) {
    for (const e of document.body.querySelectorAll('*')) {
      const r = e.getBoundingClientRect();
      const left = r.left + scrollX; const right = r.right + scrollX; // scrollX is negative in a right-to-left document
      if (r.width && (right > limit + 1 || left < -1)) wide.push(`${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''}${e.classList.length ? `.${[...e.classList].join('.')}` : ''} ${Math.round(left)}..${Math.round(right)}`);
      if (wide.length > 7) break;
    }
  }
  return { px, wide };
});

const smallTargetsOf = (page, size) => page.evaluate((min) => {
  const small = [];
  for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=checkbox], [role=radio]')) {
    const style = getComputedStyle(e);
    if (style.visibility === 'hidden' || style.display === 'none') continue;
    let box = e.getBoundingClientRect();
    if (!box.width || !box.height || (box.width <= 1 && box.height <= 1)) continue; // hidden, or hidden from sight only
    if (box.right <= 0 || box.bottom + scrollY <= 0) continue; // off-screen until focused (skip links)
    if (e.matches('input[type=checkbox], input[type=radio]')) { // its label is part of the target
      const label = e.labels?.[0];
      if (label) { const l = label.getBoundingClientRect(); if (l.height > box.height) box = l; }
    }
    const inText = e.matches('a[href]') && style.display === 'inline' && e.parentElement && [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (inText) continue; // links inside a sentence are exempt
    if (box.width < min - 0.5 || box.height < min - 0.5) small.push(`${e.tagName.toLowerCase()}${e.classList.length ? `.${[...e.classList].join('.')}` : ''} "${(e.textContent || e.getAttribute('aria-label') || e.name || '').trim().slice(0, 30)}" ${Math.round(box.width)}x${Math.round(box.height)}`);
  }
  return small;
}, size);

const textLengthOf = (page) => page.evaluate(() => (document.body?.innerText || '').replace(/\s+/g, ' ').length);

// One for each width, the first of which is weighed, and one without JavaScript.
async function openWindows(browser) {
  const windows = new Map();
  for (const width of widths) windows.set(width, await openWindow(browser, width, { isWeighed: width === widths[0] }));
  if (wanted.has('page')) windows.set('plain', await openWindow(browser, widths[0], { js: false }));
  return windows;
}

async function runBrowser(windows, url, axeSource, result) {
  const axeRules = new Map();
  const shots = [];
  result.axeIncomplete = 0;
  let overflow = { px: 0 };
  const first = widths[0];
  const measure = async (page, width, dir) => {
    const o = await overflowOf(page);
    if (o.px > overflow.px) overflow = { px: o.px, where: `${width}px ${dir}`, wide: o.wide };
  };
  for (const dir of dirs) {
    for (const width of widths) {
      const window = windows.get(width);
      const { page } = window;
      try {
        await open(window, url, result.cookie, dir);
        const { seen } = window;
        if (width === first && dir === dirs[0]) {
          result.lang = await page.evaluate(() => document.documentElement.lang);
          result.direction = await page.evaluate(() => getComputedStyle(document.documentElement).direction);
          result.title = await page.title();
          if (wanted.has('page')) {
            if (!wanted.has('lighthouse')) Object.assign(result, await weightOf(seen));
            result.domNodes = await page.evaluate(() => document.getElementsByTagName('*').length);
            const small = await smallTargetsOf(page, Number(opt['target-size']));
            result.smallTargets = small.length; result.smallTargetList = small.slice(0, 20);
            const withJs = await textLengthOf(page);
            const plain = windows.get('plain');
            await open(plain, url, result.cookie, 'auto');
            const without = await textLengthOf(plain.page).catch(() => 0);
            result.nojsText = withJs ? Math.min(100, round((without / withJs) * 100)) : 100;
          }
        }
        if (wanted.has('page')) await measure(page, width, dir);
        if (wanted.has('axe')) {
          await page.evaluate(axeSource); // through the debugger, so a content security policy does not stop it
          const axe = await page.evaluate(async ({ tags, off }) => {
            const r = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, rules: Object.fromEntries(off.map((id) => [id, { enabled: false }])), resultTypes: ['violations', 'incomplete'] });
            return { violations: r.violations.map((v) => ({ id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.map((n) => ({ target: n.target.join(' '), summary: (n.failureSummary || '').split('\n').slice(0, 3).join(' ').slice(0, 260) })) })), incomplete: r.incomplete.map((v) => v.id) };
          }, { tags: list(opt['axe-tags']), off: list(opt['axe-disable']) });
          result.axeIncomplete = Math.max(result.axeIncomplete, axe.incomplete.length);
          for (const v of axe.violations) {
            const had = axeRules.get(v.id) || { id: v.id, impact: v.impact, help: v.help, where: [], count: 0, nodes: [] };
            had.where.push(`${width}px ${dir}`); had.count = Math.max(had.count, v.nodes.length);
            for (const n of v.nodes) if (had.nodes.length < 5 && !had.nodes.some((o) => o.target === n.target)) had.nodes.push(n);
            axeRules.set(v.id, had);
          }
        }
        if (wanted.has('screenshots')) {
          fs.mkdirSync(opt.screenshots, { recursive: true });
          const file = path.join(opt.screenshots, `${slug(result.path)}.${width}${dir === 'auto' ? '' : `.${dir}`}.png`);
          // lazy images only load when scrolled to
          await page.evaluate(async () => { for (let y = 0; y < document.documentElement.scrollHeight; y += 600) { scrollTo(0, y); await new Promise((r) => setTimeout(r, 40)); } scrollTo(0, 0); });
          await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => {});
          await page.screenshot({ path: file, fullPage: !opt['viewport-only'], animations: 'disabled' });
          shots.push(file);
        }
        if (wanted.has('page') && width === first && !widths.includes(320)) { // the same page, made narrower
          await page.setViewportSize({ width: 320, height: page.viewportSize().height });
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          await measure(page, 320, dir);
        }
      } finally {
        const { seen } = window;
        if (wanted.has('page') && seen) {
          const add = (k, xs) => { result[k] = [...new Set([...(result[k] || []), ...xs])]; };
          add('consoleList', result.expect >= 400 ? seen.console.filter((m) => !/status of \d{3}/.test(m)) : seen.console);
          add('failedList', seen.failed); add('externalList', seen.external);
        }
        window.seen = null;
      }
    }
  }
  if (wanted.has('axe')) { result.axeRules = [...axeRules.values()]; result.axe = axeRules.size; }
  if (wanted.has('page')) {
    result.overflow = overflow.px; if (overflow.px) result.overflowWhere = overflow;
    result.consoleErrors = result.consoleList.length; result.failedRequests = result.failedList.length; result.external = result.externalList.length;
  }
  if (shots.length) result.screenshots = shots;
}

// ---------------------------------------------------------------- HTML validity
async function haveJava() { try { await execFileP('java', ['-version']); return true; } catch { return false; } }

async function checkHtml(pages) {
  let engine = opt['html-engine'];
  if (engine === 'auto') engine = (await haveJava()) ? 'vnu' : 'html-validate';
  const ignore = [...(opt['html-css'] ? [] : DEFAULT_HTML_IGNORE), ...opt['html-ignore']].map((r) => new RegExp(r, 'u'));
  const keep = (m) => !ignore.some((r) => r.test(m));
  const found = new Map(pages.map((p) => [p, []]));
  if (engine === 'vnu') {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'page-audit-html-'));
    try {
      const files = pages.map((p, i) => { const f = path.join(dir, `${i}.html`); fs.writeFileSync(f, p.source); return f; });
      const jar = path.join(path.dirname(require.resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');
      const { stdout } = await execFileP('java', ['-Xss4m', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', ...files], { maxBuffer: 64 << 20 });
      for (const m of JSON.parse(stdout).messages) {
        const i = Number(/(\d+)\.html$/.exec(m.url)?.[1]);
        const level = m.type === 'error' || m.type === 'non-document-error' ? 'error' : m.subType === 'warning' ? 'warning' : 'info';
        if (pages[i] && keep(m.message)) found.get(pages[i]).push({ level, line: m.lastLine, column: m.lastColumn, message: m.message, extract: (m.extract || '').replace(/\s+/g, ' ').slice(0, 120) });
      }
    } finally { fs.rmSync(dir, { recursive: true, force: true }); }
  } else if (engine === 'html-validate') {
    const { HtmlValidate, StaticConfigLoader } = await import('html-validate');
    const htmlvalidate = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:standard'], rules: { 'doctype-style': 'off', 'void-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' } }));
    for (const p of pages) {
      const report = await htmlvalidate.validateString(p.source);
      for (const r of report.results) for (const m of r.messages) if (keep(m.message)) found.get(p).push({ level: m.severity === 2 ? 'error' : 'warning', line: m.line, column: m.column, message: `${m.message} (${m.ruleId})` });
    }
  } else fail('--html-engine takes auto, vnu or html-validate');
  for (const [p, messages] of found) {
    p.result.htmlEngine = engine;
    p.result.htmlErrors = messages.filter((m) => m.level === 'error').length;
    p.result.htmlWarnings = messages.filter((m) => m.level === 'warning').length;
    p.result.htmlMessages = messages.filter((m) => m.level !== 'info').slice(0, 40);
  }
}

// ---------------------------------------------------------------- links
async function crawl(starts) {
  const { Parser } = await import('htmlparser2');
  const pages = new Map(); // url without fragment -> { status, ids, html }
  const wantedBy = new Map(); // url -> Set of pages that point at it
  const fragments = []; // [page, url, id]
  const queue = starts.map((p) => new URL(p, base).href);
  const external = new Set();
  let crawled = 0; let capped = false;
  for (const q of queue) wantedBy.set(q, new Set(['(given)']));
  while (queue.length) {
    const url = queue.shift();
    if (pages.has(url)) continue;
    const entry = { status: 0, ids: null };
    pages.set(url, entry);
    let response;
    try { response = await fetch(url, { redirect: 'follow', headers, signal: AbortSignal.timeout(30000) }); } catch (e) { entry.error = String(e.cause?.code || e.message); continue; }
    entry.status = response.status;
    const type = response.headers.get('content-type') || '';
    if (!/text\/html|xhtml/.test(type) || new URL(response.url).origin !== base.origin) { await response.body?.cancel(); continue; }
    const html = await response.text();
    entry.ids = new Set();
    if (crawled >= Number(opt['max-crawl'])) { capped = true; continue; }
    crawled += 1;
    const found = []; let docBase = response.url;
    new Parser({
      onopentag(name, a) {
        if (a.id) entry.ids.add(a.id);
        if (name === 'a' && a.name) entry.ids.add(a.name);
        if (name === 'base' && a.href) docBase = new URL(a.href, docBase).href;
        if ((name === 'a' || name === 'area') && a.href !== undefined && !/\bnocheck\b/.test(a.rel || '')) found.push(a.href);
        if (name === 'link' && a.href && !/\b(preconnect|dns-prefetch)\b/.test(a.rel || '')) found.push(a.href);
        if (name === 'use' && (a.href || a['xlink:href'])) found.push((a.href || a['xlink:href']).replace(/#.*/, ''));
        if (['img', 'script', 'iframe', 'source', 'audio', 'video', 'track', 'embed'].includes(name) && a.src) found.push(a.src);
        if (name === 'video' && a.poster) found.push(a.poster);
        if (name === 'object' && a.data) found.push(a.data);
        if (name === 'form' && a.action && (a.method || 'get').toLowerCase() === 'get') found.push(a.action);
        if (a.srcset) for (const c of a.srcset.split(/,\s+/)) found.push(c.trim().split(/\s+/)[0]);
      },
    }, { decodeEntities: true }).end(html);
    for (const raw of found) {
      const ref = raw.trim();
      if (/^(mailto|tel|sms|data|javascript|whatsapp|geo|blob):/i.test(ref)) continue;
      let u;
      try { u = new URL(ref || '', docBase); } catch { entry.bad = [...(entry.bad || []), ref]; continue; }
      if (u.origin !== base.origin) { if (/^https?:$/.test(u.protocol)) external.add(u.href); continue; }
      const id = decodeURIComponent(u.hash.slice(1)); u.hash = '';
      if (id && id !== 'top') fragments.push([url, u.href, id]);
      if (!wantedBy.has(u.href)) wantedBy.set(u.href, new Set());
      wantedBy.get(u.href).add(new URL(url).pathname);
      if (!pages.has(u.href)) queue.push(u.href);
    }
  }
  const broken = [];
  const expected = new Map(targets.map((t) => [new URL(t.path, base).href, t.expect]));
  for (const [url, e] of pages) {
    if ((e.error || e.status >= 400) && expected.get(url) !== e.status) broken.push({ url, status: e.error || e.status, from: [...(wantedBy.get(url) || [])].slice(0, 5) });
    for (const ref of e.bad || []) broken.push({ url: ref, status: 'not a URL', from: [url] });
  }
  const said = new Set();
  for (const [from, url, id] of fragments) {
    const e = pages.get(url);
    const key = `${new URL(from).pathname} ${url}#${id}`;
    if (e && e.status < 400 && e.ids && !e.ids.has(id) && !said.has(key)) { said.add(key); broken.push({ url: `${url}#${id}`, status: 'no such id', from: [new URL(from).pathname] }); }
  }
  return { checked: pages.size, crawled, capped, broken, external: [...external].sort() };
}

// ---------------------------------------------------------------- the run
const pad = (s, n) => String(s ?? '-').padStart(n);
const COLUMNS = [
  ['performance', 'Perf'], ['accessibility', 'A11y'], ['bestPractices', 'BP'], ['seo', 'SEO'], ['axe', 'axe'],
  ['transferKB', 'KB'], ['requests', 'req'], ['jsKB', 'JS KB'], ['cssKB', 'CSS KB'], ['fontKB', 'font KB'], ['imageKB', 'img KB'],
  ['fcp', 'FCP ms'], ['lcp', 'LCP ms'], ['tbt', 'TBT ms'], ['cls', 'CLS'],
  ['htmlErrors', 'HTML err'], ['consoleErrors', 'console'], ['failedRequests', 'failed'], ['overflow', 'overflow'], ['smallTargets', '<target'], ['nojsText', 'no-JS %'],
];

async function main() {
  if (!fs.existsSync(opt.chrome)) fail(`no browser at ${opt.chrome}: apt-get install chromium, or --chrome PATH`);
  const started = Date.now();
  const results = []; const sources = [];
  for (const t of targets) {
    const url = new URL(t.path, base).href;
    const result = { path: t.path, url, expect: t.expect, missed: [] };
    Object.defineProperty(result, 'cookie', { value: t.cookie }); // never in a report
    results.push(result);
    try {
      const response = await fetch(url, { redirect: 'manual', headers: headersOf(t.cookie), signal: AbortSignal.timeout(60000) });
      result.status = response.status;
      result.encoding = response.headers.get('content-encoding') || 'none';
      const source = await response.text();
      if (/text\/html/.test(response.headers.get('content-type') || '')) sources.push({ result, source });
    } catch (e) { fail(`${url}: ${e.cause?.code || e.message}`); }
    if (result.status !== t.expect) result.missed.push(`status ${result.status}, not ${t.expect}`);
  }
  const usable = sources.filter(({ result }) => !(result.status >= 300 && result.status < 400));

  if (wanted.has('html') && usable.length) { log('checking HTML ...'); await checkHtml(usable); }

  if (wanted.has('axe') || wanted.has('page') || wanted.has('screenshots')) {
    const { chromium } = require('playwright-core');
    const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
    const browser = await chromium.launch({ executablePath: opt.chrome, headless: true, args: CHROME_FLAGS.filter((f) => f !== '--headless') });
    try {
      const windows = await openWindows(browser);
      for (const { result } of usable) { log(`browser   ${result.path}`); await runBrowser(windows, result.url, axeSource, result); }
    } finally { await browser.close(); }
  }

  if (wanted.has('lighthouse')) {
    const { launch } = await import('chrome-launcher');
    const lighthouse = (await import('lighthouse')).default;
    const { generateReport } = await import('lighthouse');
    const { computeMedianRun } = await import('lighthouse/core/lib/median-run.js');
    for (const { result } of usable) {
      if (result.status >= 400) continue; // Lighthouse does not audit error pages
      log(`lighthouse ${result.path}`);
      try { Object.assign(result, await runLighthouse(result.url, result.cookie, launch, lighthouse, computeMedianRun, generateReport)); } catch (e) { result.missed.push(`Lighthouse: ${e.message}`); }
    }
  }

  let links = null;
  if (opt.links) { log('checking links ...'); links = await crawl(targets.map((t) => t.path)); }

  for (const r of results) {
    for (const [flag, limit] of Object.entries(limitsFor(r.path))) {
      const [key, kind] = NUMBERS[flag];
      if (key === 'brokenLinks' || r[key] === undefined || r[key] === null) continue;
      if (kind === 'min' ? r[key] < limit : r[key] > limit) r.missed.push(`${key} ${r[key]} (${flag} ${limit})`);
    }
  }
  const linkLimit = limitsFor('/')['max-broken-links'];
  const linkMiss = links && linkLimit !== undefined && links.broken.length > linkLimit;

  // ---- what is printed
  const shown = COLUMNS.filter(([k]) => results.some((r) => r[k] !== undefined));
  const nameWidth = Math.max(4, ...results.map((r) => r.path.length));
  console.log(`page-audit ${base.origin}  ${opt['form-factor']}, ${throttleName}, ${opt.runs} run(s) a page, widths ${widths.join('/')}, dir ${opt.dir}`);
  console.log(`${'page'.padEnd(nameWidth)} ${'st'.padStart(3)} ${shown.map(([, h]) => pad(h, Math.max(h.length, 5))).join(' ')}  verdict`);
  for (const r of results) console.log(`${r.path.padEnd(nameWidth)} ${pad(r.status, 3)} ${shown.map(([k, h]) => pad(r[k], Math.max(h.length, 5))).join(' ')}  ${r.missed.length ? 'MISSED' : 'ok'}`);
  for (const r of results) {
    const lines = [];
    for (const m of r.missed) lines.push(`missed: ${m}`);
    for (const v of r.axeRules || []) { lines.push(`axe ${v.impact}: ${v.id}, ${v.count} place(s) at ${v.where.join(', ')}: ${v.help}`); for (const n of v.nodes.slice(0, 2)) lines.push(`    ${n.target} - ${n.summary}`); }
    for (const m of (r.htmlMessages || []).slice(0, 8)) lines.push(`html ${m.level} ${m.line}:${m.column} ${m.message}`);
    for (const m of r.consoleList || []) lines.push(`console: ${m}`);
    for (const m of r.failedList || []) lines.push(`request: ${m}`);
    for (const m of r.externalList || []) lines.push(`other origin: ${m}`);
    if (r.overflowWhere) lines.push(`overflow ${r.overflowWhere.px}px at ${r.overflowWhere.where}: ${r.overflowWhere.wide.join('; ')}`);
    for (const m of (r.smallTargetList || []).slice(0, 5)) lines.push(`small target: ${m}`);
    for (const f of r.lighthouseFailing || []) lines.push(`lighthouse ${f.category}: ${f.title}${f.display ? ` (${f.display})` : ''}`);
    if (lines.length && !opt.quiet) { console.log(`\n${r.path}`); for (const l of lines) console.log(`  ${l}`); }
    else if (r.missed.length) { console.log(`\n${r.path}`); for (const m of r.missed) console.log(`  missed: ${m}`); }
  }
  if (links) {
    console.log(`\nlinks: ${links.checked} addresses, ${links.crawled} pages read${links.capped ? ' (capped)' : ''}, ${links.broken.length} broken, ${links.external.length} to other sites (not visited)`);
    for (const b of links.broken.slice(0, 40)) console.log(`  ${b.status} ${b.url} from ${b.from.join(', ')}`);
  }
  const missed = results.filter((r) => r.missed.length).length + (linkMiss ? 1 : 0);
  console.log(`\n${results.length} page(s), ${results.filter((r) => r.missed.length).length} missed a threshold${linkMiss ? ', and so did the links' : ''}, ${round((Date.now() - started) / 1000)} s`);
  const report = { base: base.origin, formFactor: opt['form-factor'], throttle: throttleName, runs: Number(opt.runs), widths, dir: opt.dir, pages: results, links };
  if (opt.json) { fs.mkdirSync(path.dirname(path.resolve(opt.json)), { recursive: true }); fs.writeFileSync(opt.json, `${JSON.stringify(report, null, 1)}\n`); }
  if (opt.markdown) {
    fs.mkdirSync(path.dirname(path.resolve(opt.markdown)), { recursive: true });
    fs.writeFileSync(opt.markdown, `| page | ${shown.map(([, h]) => h).join(' | ')} |\n|---|${shown.map(() => '--:').join('|')}|\n${results.map((r) => `| ${r.path} | ${shown.map(([k]) => r[k] ?? '-').join(' | ')} |`).join('\n')}\n`);
  }
  process.exitCode = missed ? 1 : 0;
}

main().catch((e) => { console.error(e); process.exit(2); });
