/* The page's engine in Node: reads a parcel (engine, files, tools), then answers questions, a line each. */
import fs from "node:fs";
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const parcel = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const { loadMicroPython } = await import(pathToFileURL(parcel.engine));
const python = await loadMicroPython({ heapsize: 8 * 1024 * 1024, stdout: line => console.error(line) });
for (const [path, text] of Object.entries(parcel.files)) {
  path
    .split("/")
    .slice(1, -1)
    .reduce((above, name) => {
      const folder = `${above}/${name}`;
      if (!python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
      return folder;
    }, "");
  python.FS.writeFile(path, text);
}
python.runPython("import sys; sys.path.append('/')\nfrom semillero.kit.bridge import Bridge");
python.globals.set("shared", JSON.stringify(parcel.words));
python.runPython("bridge = Bridge(shared)\nask, add, hold = bridge.ask, bridge.add, bridge.hold");
for (const [name, rows] of Object.entries(parcel.tables))
  python.globals.get("hold")(name, JSON.stringify(rows));
for (const [id, { lang, words }] of Object.entries(parcel.tools))
  python.globals.get("add")(id, lang, JSON.stringify(words));
const ask = python.globals.get("ask");
console.log(JSON.stringify("ready"));
for await (const line of readline.createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { text: ask(line) };
  } catch (error) {
    answer = { error: String(error.message ?? error) };
  }
  console.log(JSON.stringify(answer));
}
