/* The engine: MicroPython with the kit in its own file system. assemble.py puts in its files and its wasm. */
globalThis.SemilleroEngine = (() => {
  "use strict";
  const files = __FILES__,
    words = __WORDS__,
    style = __STYLE__,
    alphabet = "__ALPHABET__",
    wasm = "__WASM__";

  /* The bytes that a text says in the alphabet. */
  function bytes(text) {
    const value = new Uint8Array(512),
      all = new Uint8Array(text.length);
    for (let i = 0; i < 256; i++) value[alphabet.charCodeAt(i)] = i;
    for (let i = 0; i < text.length; i++) all[i] = value[text.charCodeAt(i)];
    return all;
  }

  async function start() {
    const python = await loadMicroPython({ heapsize: 8 * 1024 * 1024, wasmBinary: bytes(wasm) });
    const write = all =>
      Object.entries(all).forEach(([path, text]) => {
        path
          .split("/")
          .slice(1, -1)
          .reduce((above, name) => {
            const folder = above + "/" + name;
            if (!python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
            return folder;
          }, "");
        python.FS.writeFile(path, text);
      });
    write(files);
    python.runPython("import sys; sys.path.append('/')\nfrom semillero.kit.bridge import Bridge");
    python.globals.set("shared", JSON.stringify(words));
    python.runPython("bridge = Bridge(shared)\nask, add, hold = bridge.ask, bridge.add, bridge.hold");
    const [ask, addTool, holdTable] = ["ask", "add", "hold"].map(name => python.globals.get(name)),
      held = new Set();
    const hold = name => {
      const one = SemilleroParcels[name],
        [, kind, id] = name.match(/^(\w+)-(.*)/);
      if (one && !held.has(name)) {
        if (kind === "table") holdTable(id, JSON.stringify(one));
        else write(one);
        held.add(name);
      }
      return held.has(name);
    };
    return {
      ask,
      add(tool) {
        /* without its tables and models a tool is not there */
        const parcel = SemilleroParcels[tool];
        if (!parcel || parcel.added || !parcel.shared.every(hold)) return;
        write(parcel.files);
        addTool(tool, parcel.lang, JSON.stringify(parcel.words));
        parcel.added = true;
      },
    };
  }

  return { start, style };
})();
