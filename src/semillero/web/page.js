/* The page: wakes the engine at the first touch of a sheet, and keeps the plan in one key of the tab. */
(() => {
  "use strict";
  const base = document.currentScript.src.replace(/[^/]*$/, ""),
    SHARED = __SHARED__;
  const { Sheet, pieces, json, copy, leaving, kept, written, carry, STAYS } = Semillero,
    sources = globalThis.SemilleroSources;

  const script = name =>
    new Promise((resolve, reject) => {
      const node = document.createElement("script");
      node.src = base + (/^(table|model)-/.test(name) ? "../../../shared/" : "") + name + ".js";
      node.onload = resolve;
      node.onerror = () => {
        node.remove();
        reject(new Error(name + " could not be loaded"));
      };
      document.head.append(node);
    });

  /* One engine a page, made once, shared by all its sheets. A tool's script comes when its sheet is touched, or when
     the plan has a sheet of it that is asked about, and what it shares with other tools beside it. A sheet that is one file has
     them all inside. Where a page shows no sheet, only the plan, the tools come without what their own pages show. */
  const parcels = new Map(),
    part = document.querySelector("[data-sheet]") ? "tool-" : "step-";
  const once = name => {
    if (sources[name]) return null;
    if (!parcels.has(name))
      parcels.set(
        name,
        script(name).catch(error => {
          parcels.delete(name);
          throw error;
        }),
      );
    return parcels.get(name);
  };
  const parts = id => [part + id, ...(SHARED[id] ?? [])];
  let engine;
  const wake = (tools, near) => async () => {
    await Promise.all(["engine", ...tools.flatMap(parts)].map(once));
    engine ??= globalThis.SemilleroEngine.start();
    const { ask, add } = await engine.catch(error => {
      engine = null;
      throw error;
    });
    tools.forEach(add);
    return async question => {
      const sheets = question.plan?.sheets,
        asked = sheets && typeof sheets === "object" && question.ask !== "write";
      const more = asked ? near.filter(id => id in sheets) : [];
      if (more.length) {
        await Promise.allSettled(more.flatMap(parts).map(once));
        more.forEach(add);
      } /* what cannot be loaded offers nothing */
      return pieces(ask(json(question)));
    };
  };

  /* The course has one plan in the tab. A sheet that is a file has its own there, named by where it lies and what it holds:
     nothing typed in one file shows up in another, or in the course, and a file that was saved anew shows what it holds now. */
  const own = document.querySelector("script[data-plan]")?.textContent ?? "";
  const sum = text => {
    let sum = 0;
    for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
    return (sum >>> 0).toString(36);
  };
  const KEY = "semillero.plan" + (own && `.${sum(location.pathname)}.${sum(own)}`);

  const stores = (() => {
    try {
      sessionStorage.setItem(KEY + ".try", "");
      sessionStorage.removeItem(KEY + ".try");
      return true;
    } catch {
      return false;
    }
  })();

  const empty = () => ({ format: "semillero-plan", version: 1, sheets: {} });
  const store = {
    plan: empty(),
    load() {
      let text = null;
      try {
        text = sessionStorage.getItem(KEY);
      } catch {
        /* a browser that stores nothing */
      }
      const tab = text && kept(text),
        file = own && kept(own),
        plan = tab || file || empty();
      this.damaged = (!!text && !tab) || (!!own && !file);
      /* What the tab does not store is still in the file. */
      STAYS.sheets.forEach(id => {
        if (file && id in file.sheets) plan.sheets[id] ??= file.sheets[id];
      });
      this.plan = leaving(plan);
    },
    /* Look at the plan, or at its sheet of `tool` alone, as at a file: a sheet that none could hold goes. False where
       something went, or could not be read at all. */
    async sound(ask, tool) {
      const held = Object.entries(this.plan.sheets).filter(([id]) => !tool || id === tool);
      const wrong = async some =>
        (await ask({ ask: "check", plan: { ...this.plan, sheets: Object.fromEntries(some) } })).refused;
      if (await wrong(held)) {
        this.damaged = true;
        if (await wrong([])) this.plan = { ...empty(), sheets: this.plan.sheets };
        for (const one of held) if (await wrong([one])) delete this.plan.sheets[one[0]];
        this.keep();
      }
      return !this.damaged;
    },
    keep() {
      clearTimeout(this.timer);
      try {
        const plan = leaving(this.plan);
        STAYS.sheets.forEach(id => delete plan.sheets[id]);
        if (Object.keys(plan).length > 3 || Object.keys(plan.sheets).length)
          sessionStorage.setItem(KEY, JSON.stringify(plan));
        else sessionStorage.removeItem(KEY);
      } catch {
        /* a browser that stores nothing: the plan lives as long as the page, and keeps() says so */
      }
    },
    keeps: tool => (STAYS.sheets.includes(tool) || !stores ? "page" : "tab"),
    read(tool) {
      const sheet = this.plan.sheets[tool];
      return sheet && copy(sheet);
    },
    put(tool, sheet) {
      if (sheet) this.plan.sheets[tool] = copy(sheet);
      else delete this.plan.sheets[tool];
      clearTimeout(this.timer);
      if (sheet) this.timer = setTimeout(() => this.keep(), 300);
      else this.keep();
    },
    whole(tool, sheet) {
      return { ...this.plan, sheets: { ...this.plan.sheets, [tool]: sheet } };
    },
    snapshot(tool, sheet) {
      return JSON.stringify(this.whole(tool, sheet));
    },
    restore(tool, text) {
      this.plan = JSON.parse(text);
      this.keep();
      return this.read(tool);
    },
    async open(tool, plan, ask) {
      return (await ask({ ask: "check", tool, plan })).refused;
    },
    /* The sheet as a page of its own, everything inside: the engine writes it from the sheet alone, without a look at the
       open page, and the scripts give their own source. */
    async sealed({ tool, sheet, ask }) {
      const { before, after } = await ask({ ask: "page", tool, sheet });
      const inline = name =>
        `<script>(globalThis.SemilleroSources ??= {})["${name}"] = ${sources[name]};\nSemilleroSources["${name}"]();\n<\/script>`;
      return (
        before +
        globalThis.SemilleroEngine.style +
        after +
        ["engine", ...parts(tool), "sheet"].map(inline).join("") +
        "</body></html>\n"
      );
    },
    async write(tool, sheet, ask) {
      const plan = leaving(this.whole(tool, sheet));
      return ask ? (await ask({ ask: "write", plan })).text : written(plan) + "\n";
    },
  };

  store.load();
  const carried = carry.take();
  Object.assign(store.plan.sheets, carried.sheets);
  const alone =
    document.body.classList.contains("alone"); /* one file: the tools beside its own cannot be fetched */
  const sheets = [...document.querySelectorAll("[data-sheet]")].map(root => {
    const takes = [...new Set((root.dataset.takes ?? "").split(" "))].filter(
      id => id && (!alone || sources["tool-" + id]),
    );
    return Object.assign(new Sheet(root, wake([root.dataset.sheet], takes), store), {
      dirty: carried.unsaved.includes(root.dataset.sheet),
    });
  });
  const view = document.querySelector("[data-plan-view]");
  if (view) {
    const all = view.dataset.tools.split(" ");
    new Semillero.PlanView(view, wake(all.slice(0, 1), all), store, empty);
  }

  const print = matchMedia("print"),
    paper = on => sheets.forEach(sheet => sheet.paper(on));
  window.addEventListener("beforeprint", () => paper(true));
  window.addEventListener("afterprint", () => paper(false));
  print.addEventListener("change", () => paper(print.matches));

  /* A link inside the book keeps the plan: only leaving the book warns, or losing a sheet that is not stored. */
  let inside = false,
    settled = false;
  const lost = () => sheets.find(sheet => sheet.dirty && store.keeps(sheet.tool) === "page");
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href]");
    inside = !!link && link.protocol === location.protocol && link.host === location.host;
    if (!inside) return;
    setTimeout(() => {
      inside = settled = false;
    }, 1000);
    const away =
      link.href.split("#")[0] !== location.href.split("#")[0] &&
      !link.target &&
      !link.hasAttribute("download");
    if (!away || event.defaultPrevented) return;
    const unsaved = sheets.filter(sheet => sheet.dirty).map(sheet => sheet.tool);
    const along =
      (link.matches("[hreflang]") || link.closest("[data-plan-view]")) && carry.give(store.plan, unsaved);
    /* Asked here and not only by the browser, since a phone may not ask before leaving. */
    if (!along && lost() && !window.confirm(lost().words.leave)) return event.preventDefault();
    settled = true;
  });
  window.addEventListener("beforeunload", event => {
    if (!settled && sheets.some(sheet => sheet.dirty) && (!inside || lost())) event.preventDefault();
  });
  window.addEventListener("pagehide", () => store.keep());
  window.addEventListener("pageshow", event => {
    /* kept alive by the browser while another page went on */
    if (!event.persisted) return;
    const here = Object.fromEntries(
      STAYS.sheets.filter(id => id in store.plan.sheets).map(id => [id, store.plan.sheets[id]]),
    );
    store.load();
    Object.assign(store.plan.sheets, here);
    sheets.forEach(sheet => sheet.renew());
    /* WebKit blanks such a page's fields in tasks after this event; what was typed is put in again, also when it comes late. */
    const passes = setInterval(() => sheets.forEach(sheet => sheet.show(sheet.sheet)), 50);
    setTimeout(() => clearInterval(passes), 2000);
  });
})();
