// Looks at a report, at a year and at a large report in a real Chromium: node browser.mjs MODULES CHROMIUM REPORT ANNUAL LARGE
// Fails with the first thing that does not hold; prints what it counted.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, chromium, report, annual, large] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [1440, 390];
// Nodes that a browser lays out without anybody waiting.
const MOST_NODES = 30_000;
// Milliseconds that a step may take where the machine is busy with other tests.
const PATIENCE = 120_000;

const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
try {
  for (const file of [report, annual]) for (const width of WIDTHS) await looksRight(file, width);
  await filtersAndSorts();
  await readsWithoutScripts();
  await opensLarge();
  await readsLargeWithoutScripts();
} finally {
  await browser.close();
}

async function open(file, { width = 1440, scripts = true } = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  const address = String(pathToFileURL(file));
  page.on("request", (request) => { if (request.url() !== address) said.push(`asked for ${request.url()}`); });
  await page.setViewport({ width, height: 900 });
  await page.setJavaScriptEnabled(scripts);
  const start = Date.now();
  await page.goto(address);
  page.took = Date.now() - start;
  page.finish = async () => { assert.deepEqual(said, []); await page.close(); };
  return page;
}

async function looksRight(file, width) {
  const page = await open(file, { width });
  for (const unfolded of [false, true]) {
    if (unfolded) await page.$$eval("details", (all) => all.forEach((details) => { details.open = true; }));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `at ${width} px ${file} is ${wide} px too wide`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join("\n")}`);
    assert.deepEqual(told, [], `axe-core at ${width} px on ${file}`);
  }
  await page.finish();
}

function names(page, table = "#places") {
  return page.$$eval(`${table} tbody th`, (cells) => cells.map((cell) => cell.textContent));
}

async function filtersAndSorts() {
  const page = await open(report);
  const all = await names(page);
  assert.ok(all.length > 2, "too few units to sort");
  await page.click("#places th[data-sort=total] button");
  const totals = await page.$$eval("#places tbody tr", (rows) => rows.map((row) => row.cells[2].textContent));
  const scored = totals.filter((total) => total !== "-").map(Number);
  assert.deepEqual(scored, scored.toSorted((a, b) => a - b), "the lowest total first");
  assert.ok(totals.slice(scored.length).every((total) => total === "-"), "units without a total last");
  assert.deepEqual(await names(page, "#cells"), await names(page), "the map follows the ranking");
  assert.equal(await page.$eval("#places th[data-sort=total]", (head) => head.ariaSort), "ascending");
  await page.type("input[name=name]", all[0]);
  assert.deepEqual(await names(page), all.filter((name) => name.includes(all[0])));
  assert.equal(await page.$eval(".filter output", (told) => told.textContent), "共 1 个单位");
  await page.click("#places tbody a");
  await page.waitForSelector("#u1", { visible: true });
  await page.finish();
}

async function readsWithoutScripts() {
  const page = await open(report, { scripts: false });
  const units = (await names(page)).length;
  assert.equal(await page.$$eval(".unit", (sections) => sections.length), units);
  assert.ok(await page.$eval(".filter", (form) => form.checkVisibility() === false), "a filter that cannot work is shown");
  assert.ok(await page.$eval("#u1", (body) => body.checkVisibility() === false));
  await page.click(".unit summary");
  assert.ok(await page.$eval("#u1", (body) => body.checkVisibility()), "a section does not unfold");
  await page.finish();
}

function nodes(page) {
  return page.evaluate(() => document.querySelectorAll("*").length);
}

async function opensLarge() {
  const page = await open(large);
  const count = await nodes(page);
  assert.ok(count < MOST_NODES, `${count} nodes`);
  const pages = await page.$eval(".pager span", (told) => told.textContent);
  assert.equal(pages, "第 1 / 140 页");
  const first = await names(page);
  const start = Date.now();
  await page.click(".pager [data-step='1']");
  const turned = Date.now() - start;
  const second = await names(page);
  assert.equal(second.length, 100);
  assert.notDeepEqual(second, first);
  assert.deepEqual(await names(page, "#cells"), second);
  await page.evaluate(() => { location.hash = "#u13999"; });
  await page.waitForSelector("#u13999", { visible: true });
  assert.equal(await page.$$eval("#u13999 .sheet tbody tr", (rows) => rows.length), 12);
  assert.ok(await nodes(page) < MOST_NODES);
  console.log(`with scripts: ${count} nodes, loaded in ${page.took} ms, turned the page in ${turned} ms`);
  await page.finish();
}

async function readsLargeWithoutScripts() {
  const page = await open(large, { scripts: false });
  assert.equal(await page.$$eval("#ranking tr[data-unit]", (rows) => rows.length), 14_000);
  console.log(`without scripts: ${await nodes(page)} nodes, loaded in ${page.took} ms`);
  await page.finish();
}
