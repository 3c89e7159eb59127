/* The page: wakes the engine at the first touch of a sheet, and keeps the plan in one key of the tab. */
(() => {
  "use strict";
  const KEY = "semillero.plan", base = document.currentScript.src.replace(/[^/]*$/, "");
  const { Sheet, pieces, json, copy } = Semillero;

  const script = name => new Promise((resolve, reject) => {
    const node = document.createElement("script");
    node.src = base + name;
    node.onload = resolve;
    node.onerror = () => { node.remove(); reject(new Error(name + " could not be loaded")); };
    document.head.append(node);
  });

  /* One engine a page, made once, shared by all its sheets. A tool's script comes when its sheet is touched. */
  const parcels = new Map();
  const once = name => {
    if (!parcels.has(name)) parcels.set(name, script(name).catch(error => { parcels.delete(name); throw error; }));
    return parcels.get(name);
  };
  let engine;
  const wake = tool => async () => {
    await Promise.all([once("engine.js"), once("tool-" + tool + ".js")]);
    engine ??= globalThis.SemilleroEngine.start();
    const { ask, add } = await engine.catch(error => { engine = null; throw error; });
    add(tool);
    return async question => pieces(ask(json(question)));
  };

  const empty = () => ({ format: "semillero-plan", version: 1, sheets: {} });
  const store = {
    plan: empty(),
    load() {
      try { this.plan = JSON.parse(sessionStorage.getItem(KEY)) ?? empty(); } catch { this.plan = empty(); }
    },
    keep() {
      clearTimeout(this.timer);
      try {
        if (Object.keys(this.plan).length > 3 || Object.keys(this.plan.sheets).length) sessionStorage.setItem(KEY, JSON.stringify(this.plan));
        else sessionStorage.removeItem(KEY);
      } catch { /* a browser that stores nothing: the plan lives as long as the page */ }
    },
    read(tool) { const sheet = this.plan.sheets[tool]; return sheet && copy(sheet); },
    put(tool, sheet) {
      if (sheet) this.plan.sheets[tool] = copy(sheet); else delete this.plan.sheets[tool];
      clearTimeout(this.timer);
      if (sheet) this.timer = setTimeout(() => this.keep(), 300); else this.keep();
    },
    whole(tool, sheet) { return { ...this.plan, sheets: { ...this.plan.sheets, [tool]: sheet } }; },
    snapshot(tool, sheet) { return JSON.stringify(this.whole(tool, sheet)); },
    restore(tool, text) { this.plan = JSON.parse(text); this.keep(); return this.read(tool); },
    async open(tool, plan, ask) { return (await ask({ ask: "check", tool, plan })).refused; },
    async write(tool, sheet, ask) {
      const plan = this.whole(tool, sheet);
      return ask ? (await ask({ ask: "write", plan })).text : JSON.stringify(plan) + "\n";
    },
  };

  store.load();
  const sheets = [...document.querySelectorAll("[data-sheet]")].map(root => new Sheet(root, wake(root.dataset.sheet), store));

  let leaving = false; /* a link inside the book keeps the plan: only leaving the book warns */
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    leaving = !!link && link.protocol === location.protocol && link.host === location.host;
    if (leaving) setTimeout(() => { leaving = false; }, 1000);
  });
  window.addEventListener("beforeunload", event => {
    if (!leaving && sheets.some(sheet => sheet.dirty)) event.preventDefault();
  });
  window.addEventListener("pagehide", () => store.keep());
  window.addEventListener("pageshow", event => { /* kept alive by the browser while another page went on */
    if (!event.persisted) return;
    store.load();
    sheets.forEach(sheet => {
      const kept = store.read(sheet.tool);
      if (kept) { sheet.show(kept); sheet.awaken("restored"); sheet.answer(false); }
    });
  });
})();
