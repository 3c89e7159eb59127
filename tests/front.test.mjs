/* The small functions of the front end, each on its own: `FRONT` is the text that the page loads. */
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";

const Semillero = new Function(`${fs.readFileSync(process.env.FRONT, "utf8")}\nreturn Semillero;`)();
const { clean, fill, plain, copy, pieces, parse, written, beyond, object, kept, LIMITS } = Semillero;

test("what is typed has no control characters, no half of one, and fits a file", () => {
  assert.equal(clean("a\u0000b\u001fc"), "abc");
  assert.equal(clean("one\n\ttwo"), "one\n\ttwo");
  assert.equal(clean("x\ud800y"), "x\ufffdy");
  assert.equal(clean("\ud83d\ude00"), "\ud83d\ude00");
  assert.equal(clean("a".repeat(LIMITS.LETTERS + 5)).length, LIMITS.LETTERS);
});

test("words are filled in, and a name that nobody gave stays as it is", () => {
  assert.equal(fill("{n} of {all}, {n}", { n: 2, all: 5 }), "2 of 5, 2");
  assert.equal(fill("{n} {other}", { n: 0 }), "0 {other}");
  assert.equal(fill("{file}", { file: "a$&b" }), "a$&b");
});

test("two texts are the same whatever their accents, case and ends", () => {
  assert.equal(plain("  Opción É "), "opcion e");
  assert.equal(plain("NIÑO"), plain("niño"));
});

test("a copy is another sheet", () => {
  const sheet = { rows: [{ a: "1" }] };
  const other = copy(sheet);
  other.rows[0].a = "2";
  assert.equal(sheet.rows[0].a, "1");
});

test("an answer is cut at its separators", () => {
  assert.deepEqual(pieces("told\x1f<p>a</p>\x1esay\x1f"), { told: "<p>a</p>", say: "" });
});

test("numbers of others come back as they stood", () => {
  for (const text of ['{"a":1.50}', '{"a":1e400}', '{"a":-0}', '{"a":12345678901234567890}', '{"a":"1.50"}'])
    assert.equal(written(parse(text)), text);
  assert.equal(parse('{"a":2.5}').a, 2.5);
  assert.throws(() => parse("{a:1}"));
});

test("what no plan holds is named", () => {
  assert.equal(beyond({ sheets: { a: "fine" } }), null);
  assert.equal(beyond({ a: "x".repeat(LIMITS.LETTERS + 1) })[0], "too_long");
  assert.equal(beyond({ a: "\ud800" })[0], "broken");
  assert.equal(beyond({ a: Array.from({ length: LIMITS.ENTRIES + 1 }, () => 1) })[0], "too_many");
  let deep = "end";
  for (let i = 0; i <= LIMITS.DEPTH; i++) deep = [deep];
  assert.equal(beyond(deep)[0], "too_deep");
});

test("only an object with sheets was kept by a page", () => {
  assert.equal(object([]), false);
  assert.equal(object(null), false);
  assert.equal(object({}), true);
  assert.equal(kept('{"sheets":[]}'), null);
  assert.equal(kept("no JSON"), null);
  assert.deepEqual(kept('{"sheets":{}}'), { sheets: {} });
});
