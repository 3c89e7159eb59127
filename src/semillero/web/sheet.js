/* A sheet that answers: the one front end of the page and of Jupyter.

   Its form is plain HTML that stands there already; this code keeps the sheet (what was typed, as an object)
   beside it, undoes, adds rows, and shows what the engine answers. Two things are handed in:
   wake()  -> a promise of ask(question), which answers with named pieces of HTML and text
   store   -> where the plan lives: read, put, whole, write, open, sound, snapshot, restore, keeps: where a sheet is kept ("tab", "page"
              or "kernel"), and sealed: the sheet as one file */
const Semillero = (() => {
  "use strict";
  const QUIET = 700;
  const STAYS = __STAYS__,
    LIMITS = __LIMITS__; /* assemble.py: what never leaves the open tab, and how much a plan may hold */

  /* What was typed, as it may stand in a plan: no control characters, no half of one, and no text that a file cannot hold. */
  const clean = text =>
    text
      .slice(0, LIMITS.LETTERS)
      .replace(/[\u0000-\u0008\u000b-\u001f]/g, "")
      .replace(/[\ud800-\udfff]/gu, "\ufffd");
  const json = value => JSON.stringify(value);
  const fill = (text, params) => text.replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole);
  const copy = value => JSON.parse(JSON.stringify(value));
  const at = (sheet, path) => path.split(".").reduce((inner, key) => inner?.[key], sheet);
  const put = (sheet, path, value) => {
    const keys = path.split("."),
      last = keys.pop();
    let inner = sheet;
    keys.forEach((key, i) => {
      while (Array.isArray(inner) && inner.length < key) inner.push({});
      inner = inner[key] ??= /^\d+$/.test(keys[i + 1] ?? last) ? [] : {};
    });
    inner[last] = value;
  };
  /* A value of a sheet as it stands in its field: a text, or a number of a file, also one that is kept as it stood. */
  const told = value => (["string", "number"].includes(typeof value) ? String(value).replace(/^\r/, "") : "");

  const plain = text =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .trim()
      .toLowerCase();
  /* A plan as it may be kept or saved: without the cells that stay in the open tab. */
  const leaving = plan => {
    const sheets = { ...plan.sheets };
    for (const [tool, field] of Object.entries(STAYS.consent))
      if (sheets[tool] && sheets[tool][field] !== "yes") sheets[tool] = {};
    for (const [tool, secret] of Object.entries(STAYS.cells)) {
      if (!sheets[tool]) continue;
      sheets[tool] = copy(sheets[tool]);
      for (const [field, columns] of Object.entries(secret))
        if (!columns.length) delete sheets[tool][field];
        else if (Array.isArray(sheets[tool][field]))
          sheets[tool][field].forEach(row => columns.forEach(column => delete row?.[column]));
    }
    /* Rows of a role where arrest is likely have no names, whatever was typed. */
    for (const [tool, tables] of Object.entries(STAYS.nameless))
      for (const [field, [column, options, hidden]] of Object.entries(sheets[tool] ? tables : {})) {
        if (!Array.isArray(sheets[tool][field])) continue;
        sheets[tool] = copy(sheets[tool]);
        sheets[tool][field].forEach(row => {
          if (options.includes(told(row?.[column]))) hidden.forEach(cell => delete row[cell]);
        });
      }
    return { ...plan, sheets };
  };

  /* What the plan holds of the sheets that are never stored, by the names they have in the language of `lang`. */
  const apart = (plan, lang) =>
    STAYS.sheets
      .filter(id => plan.sheets[id])
      .map(id => STAYS.titles[lang][id])
      .join(", ");

  /* A question that stands beside the button it is about, until that button is pressed once more: then the answer is yes. */
  const agreed = (root, button, question) => {
    const note = root.querySelector(".asked"),
      again = note?.previousElementSibling === button;
    note?.remove();
    if (!question || again) return true;
    button.insertAdjacentHTML("afterend", '<p class="asked" role="alert"></p>');
    button.nextElementSibling.textContent = question;
    button.nextElementSibling.scrollIntoView({ block: "nearest" });
    return false;
  };

  /* What paper shows of each field: the text of what may leave the tab, built from `leaving` alone. A field that stays has no
     place there, and a name that nobody may write has none on the screen either, unless it was typed before. */
  const settle = (form, tool) => {
    const fields = [...form.querySelectorAll("[data-field]")],
      typed = {};
    fields.forEach(field => put(typed, field.dataset.field, field.value));
    const said = leaving({ sheets: { [tool]: typed } }).sheets[tool];
    fields.forEach(field => {
      const [table, row, cell] = field.dataset.field.split("."),
        [column, options, hidden] = STAYS.nameless[tool]?.[table] ?? [];
      const text = at(said, field.dataset.field),
        box = field.closest(".field");
      box.toggleAttribute("data-stays", text === undefined);
      box.querySelector("[data-said]").textContent =
        text && field.matches("select") ? field.selectedOptions[0].text : (text ?? "");
      if (hidden?.includes(cell)) box.hidden = options.includes(typed[table][row][column]) && !field.value;
    });
  };

  /* New HTML in place of the old: what is the same stays, so that the browser lays out only what changed. */
  const refresh = (node, html) => {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    exchange(node, fresh.content);
  };
  const exchange = (old, now) => {
    const fresh = [...now.childNodes],
      was = [...old.childNodes];
    if (fresh.length !== was.length) return old.replaceChildren(...fresh);
    fresh.forEach((node, i) => {
      if (was[i].isEqualNode(node)) return;
      const alike = node.firstElementChild && node.cloneNode().isEqualNode(was[i].cloneNode());
      if (alike) exchange(was[i], node);
      else was[i].replaceWith(node);
    });
  };

  class Sheet {
    constructor(root, wake, store) {
      Object.assign(this, { root, wake, store, tool: root.dataset.sheet, ask: null, shown: {} });
      this.form = root.querySelector("[data-form]");
      this.status = root.querySelector("[data-status]");
      this.words = this.data("words");
      this.past = [];
      this.future = [];
      this.run = null;
      this.dirty = false;
      this.sheet = this.data(root.dataset.filled === "sample" ? "sample" : "blank");
      this.fields().forEach(field => put(this.sheet, field.dataset.field, field.value));
      root.querySelectorAll(".sheet-bar, .sheet-along, [data-act]").forEach(node => {
        node.hidden = false;
      });
      this.listen();
      const kept = store.read(this.tool);
      if (kept) this.take(kept);
      if (kept || store.damaged) this.awaken("restored");
    }

    /* Show what the tab or the file held, as far as it fits; the engine looks at the whole plan as soon as it is awake. */
    take(kept) {
      this.show(kept);
      if (!this.fits(kept)) this.reread();
    }

    fits(sheet) {
      const { object } = Semillero,
        tables = [...this.form.querySelectorAll("[data-rows]")],
        singles = [...this.fields()].map(field => field.dataset.field.split("."));
      return (
        object(sheet) &&
        tables.every(list => {
          const rows = sheet[list.dataset.rows],
            add = list.parentNode.querySelector('[data-act="add"]');
          return (
            rows == null ||
            (Array.isArray(rows) &&
              rows.every(object) &&
              (add ? rows.length <= add.dataset.most : rows.length === list.children.length))
          );
        }) &&
        singles.every(
          ([id, key, column]) =>
            column || sheet[id] == null || (key ? object(sheet[id]) : typeof sheet[id] !== "object"),
        )
      );
    }

    /* The sheet as its form shows it, and nothing beside that. */
    reread() {
      this.store.damaged = true;
      this.sheet = {};
      this.fields().forEach(field => put(this.sheet, field.dataset.field, field.value));
      this.store.put(this.tool, this.sheet);
    }

    /* Back on a page that the browser kept: what holds now is the plan, and no undo brings back what was cleared meanwhile. */
    renew() {
      const kept = this.store.read(this.tool);
      if (!kept && this.root.dataset.state === "still") return;
      this.past = [];
      this.future = [];
      this.run = null;
      this.take(kept ?? this.data("blank"));
      this.awaken("restored");
      this.answer(false);
    }

    data(name) {
      return JSON.parse(this.root.querySelector(`script[data-${name}]`).textContent);
    }
    fields() {
      return this.form.querySelectorAll("[data-field]");
    }
    field(path) {
      return this.form.querySelector(`[data-field="${CSS.escape(path)}"]`);
    }

    listen() {
      const { root, form } = this;
      for (const touch of ["pointerdown", "focusin", "keydown"])
        root.addEventListener(touch, () => this.awaken(), { passive: true });
      form.addEventListener("submit", event => event.preventDefault());
      form.addEventListener("input", event => this.typed(event.target, event.isComposing));
      form.addEventListener("compositionend", event => this.typed(event.target, false));
      form.addEventListener("focusout", () => {
        this.run = null;
      });
      form.addEventListener("paste", event => this.paste(event));
      root.addEventListener("click", event => {
        const button = event.target.closest("[data-act]"),
          link = event.target.closest("[data-goto]");
        if (button) this.act(button.dataset.act, button);
        if (link) {
          event.preventDefault();
          this.go(link.dataset.goto);
        }
      });
      root.querySelector("[data-file]").addEventListener("change", event => {
        const file = event.target.files[0];
        event.target.value = "";
        if (file) this.open(file);
      });
    }

    /* ---- waking up ------------------------------------------------------------------------------------------ */
    awaken(greeting = "live") {
      return (this.waking = this.root.dataset.state === "still" ? this.start(greeting) : this.waking);
    }

    async start(greeting) {
      this.state("loading", this.words.loading);
      try {
        const ask = await this.wake(),
          held = this.store.read(this.tool),
          sound = await this.store.sound(ask, this.tool);
        if (held && !this.store.read(this.tool)) this.reread();
        this.ask = ask;
        this.state("live", this.greeting(sound ? greeting : "damaged"));
        await this.answer(false);
      } catch (error) {
        this.fail(error);
      }
    }

    /* What is said of where the words live is true of this sheet, here and now. */
    greeting(name) {
      return this.words[name] + " " + this.words["keeps_" + this.store.keeps(this.tool)];
    }

    state(name, text) {
      this.root.dataset.state = name;
      this.say(text);
    }

    fail(error) {
      console.warn("Semillero:", error);
      this.state("failed", this.words[error?.kernel ? "kernel" : "failed"]);
    }

    say(text) {
      clearTimeout(this.timer);
      this.status.textContent = text;
    }

    /* ---- answers -------------------------------------------------------------------------------------------- */
    async answer(aloud = true) {
      if (!this.ask) return;
      if (this.asking) {
        this.again = true;
        return;
      }
      this.asking = true;
      try {
        do {
          this.again = false;
          const { tool, sheet, root } = this;
          this.apply(await this.ask({ ask: "answer", tool, sheet, uid: root.dataset.uid }), aloud);
        } while (this.again);
        if (this.root.dataset.state === "failed") this.state("live", this.greeting("live"));
        if (this.root.dataset.takes) {
          clearTimeout(this.later);
          this.later = setTimeout(() => this.offers(), this.offered ? 400 : 0);
        }
      } catch (error) {
        this.fail(error);
      } finally {
        this.asking = false;
      }
    }

    apply(pieces, aloud) {
      for (const name of ["told", "findings", "figure", "report"])
        if (this.shown[name] !== pieces[name])
          refresh(this.root.querySelector(`[data-${name}]`), (this.shown[name] = pieces[name]));
      this.root.querySelector("[data-result]").textContent = pieces.result;
      const wrong = new Set();
      this.root
        .querySelectorAll("[data-findings] .error [data-goto]")
        .forEach(link => wrong.add(link.dataset.goto));
      this.form.querySelectorAll("[aria-invalid]").forEach(node => {
        if (!wrong.has(node.dataset.field)) node.removeAttribute("aria-invalid");
      });
      wrong.forEach(path => this.field(path)?.setAttribute("aria-invalid", "true"));
      if (!aloud) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.status.textContent = pieces.say;
      }, QUIET);
    }

    /* ---- what the plan offers ------------------------------------------------------------------------------- */
    async offers() {
      if (!this.offered && !this.store.damaged && !(await this.store.sound(this.ask)))
        this.say(this.words.damaged);
      this.offered = true;
      const { tool, root } = this,
        list = root.querySelector("[data-offers]");
      const { offers } = await this.ask({ ask: "offers", tool, plan: this.store.whole(tool, this.sheet) });
      if (this.shown.offers !== offers) list.innerHTML = this.shown.offers = offers;
      list.parentNode.hidden = !offers;
    }

    async bring(take, how) {
      const { tool } = this;
      const { sheet } = await this.ask({
        ask: "bring",
        tool,
        take,
        how,
        plan: this.store.whole(tool, this.sheet),
      });
      this.change(
        () => {
          this.sheet = Semillero.parse(sheet);
        },
        this.words[how === "keep" ? "kept_ours" : "brought"],
      );
      await this.offers();
      (this.root.querySelector("[data-offers] button") ?? this.form.querySelector("[data-field]")).focus();
    }

    /* ---- changes -------------------------------------------------------------------------------------------- */
    typed(node, composing) {
      const path = node.dataset.field;
      if (!path) return;
      if (this.run !== path) {
        this.remember();
        this.run = node.matches("select") ? null : path;
      }
      put(this.sheet, path, clean(node.value));
      if (node.matches("select")) this.settle(); /* a role, a yes: what may be on paper changes with it */
      this.changed(composing);
    }

    remember() {
      this.past.push(this.store.snapshot(this.tool, this.sheet));
      if (this.past.length > 100) this.past.shift();
      this.future = [];
    }

    changed(composing = false) {
      this.dirty = true;
      this.root.querySelector(".asked")?.remove();
      this.root.toggleAttribute("data-typing", true);
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.root.removeAttribute("data-typing"), QUIET);
      this.store.put(this.tool, this.sheet);
      if (!composing) this.answer();
    }

    change(edit, text) {
      this.remember();
      this.run = null;
      edit();
      this.show(this.sheet);
      this.changed();
      this.say(text);
    }

    settle() {
      settle(this.form, this.tool);
    }

    /* Before a print and after it: what paper shows is written, and a text that is folded away unfolds. */
    paper(on) {
      if (on) this.settle();
      this.form.querySelectorAll(on ? "details.beside:not([open])" : "details[data-folded]").forEach(fold => {
        fold.open = on;
        fold.toggleAttribute("data-folded", on);
      });
    }

    /* Bring the form to what the sheet holds: rows added or taken at the end, then every value that differs. */
    show(sheet) {
      this.sheet = sheet;
      this.form.querySelectorAll("[data-rows]").forEach(list => {
        const rows = sheet[list.dataset.rows] ?? [],
          pattern = list.parentNode.querySelector("template"),
          add = list.parentNode.querySelector('[data-act="add"]');
        if (!add) return; /* rows that always stand there */
        const count = Array.isArray(rows) ? Math.min(rows.length, add.dataset.most) : 0;
        while (list.children.length > count) list.lastElementChild.remove();
        let more = "";
        for (let i = list.children.length; i < count; i++)
          more += pattern.innerHTML.replaceAll("__i__", i).replaceAll("__n__", i + 1);
        list.insertAdjacentHTML("beforeend", more);
        if (more)
          list.querySelectorAll("[data-act]").forEach(node => {
            node.hidden = false;
          });
      });
      this.fields().forEach(field => {
        const value = told(at(sheet, field.dataset.field));
        if (field.value === value) return;
        field.value = value;
        if (field.value !== value && field.matches("select")) {
          field.add(new Option(value, value));
          field.value = value;
        }
      });
      this.settle();
    }

    /* ---- what buttons do ------------------------------------------------------------------------------------ */
    act(name, button) {
      const path = button.dataset.at,
        [table, row] = (path ?? "").split("."),
        i = Number(row),
        rows = path && (this.sheet[table] ??= []);
      const actions = {
        retry: () => {
          this.root.dataset.state = "still";
          this.awaken();
        },
        undo: () => this.travel(this.past, this.future, "undone"),
        redo: () => this.travel(this.future, this.past, "redone"),
        sample: () =>
          this.change(() => {
            this.sheet = this.data("sample");
          }, this.words.sampled),
        clear: () => {
          this.change(() => {
            this.sheet = this.data("blank");
          }, this.words.cleared);
          this.store.put(this.tool, null);
          this.dirty = false;
        },
        open: () => this.root.querySelector("[data-file]").click(),
        save: () => this.save(button),
        print: () => this.print(),
        bring: () => this.bring(button.dataset.take, button.dataset.how),
        export: () => this.export(button),
        step: () => this.step(path, Number(button.dataset.by)),
        add: () => {
          if (rows.length >= Number(button.dataset.most))
            return this.say(fill(this.words.full, { most: button.dataset.most }));
          this.change(
            () => rows.push(JSON.parse(button.dataset.blank)),
            fill(this.words.added, { number: rows.length + 1 }),
          );
          this.form.querySelector(`[data-row="${rows.length - 1}"] [data-field]`)?.focus();
        },
        remove: () => {
          this.change(() => rows.splice(i, 1), fill(this.words.removed, { number: i + 1 }));
          (
            this.form.querySelector(
              `[data-act="remove"][data-at="${table}.${Math.min(i, rows.length - 1)}"]`,
            ) ?? this.form.querySelector(`[data-act="add"][data-at="${table}"]`)
          )?.focus();
        },
        up: () => this.move(table, rows, i, i - 1, "up"),
        down: () => this.move(table, rows, i, i + 1, "down"),
      };
      actions[name]?.();
    }

    move(table, rows, from, to, name) {
      if (to < 0 || to >= rows.length) return;
      this.change(
        () => rows.splice(to, 0, ...rows.splice(from, 1)),
        fill(this.words.moved, { from: from + 1, to: to + 1 }),
      );
      this.form.querySelector(`[data-act="${name}"][data-at="${table}.${to}"]`)?.focus();
    }

    step(path, by) {
      const select = this.field(path),
        to = Math.max(1, Math.min(select.options.length - 1, select.selectedIndex + by));
      if (to === select.selectedIndex) return;
      this.remember();
      this.run = null;
      select.selectedIndex = to;
      put(this.sheet, path, select.value);
      this.settle();
      this.changed();
      this.say(
        fill(this.words.stepped, {
          field: select.labels[0]?.innerText ?? "",
          value: select.selectedOptions[0].text,
        }),
      );
    }

    travel(from, to, word) {
      if (!from.length) return this.say(this.words.no_more);
      const here = document.activeElement,
        path = here?.dataset?.field;
      to.push(this.store.snapshot(this.tool, this.sheet));
      this.show(this.store.restore(this.tool, from.pop()) ?? this.data("blank"));
      this.run = null;
      this.changed();
      this.say(this.words[word]);
      if (path) this.field(path)?.focus();
    }

    go(path) {
      const node =
        this.field(path) ??
        this.root.querySelector("#" + CSS.escape(this.root.dataset.uid + "-" + path.replaceAll(".", "-")));
      const fold = node?.closest("details");
      if (fold) fold.open = true;
      node?.scrollIntoView({ block: "center" });
      node?.focus();
    }
  }

  /* An answer of the engine: name US text, RS between. */
  const pieces = text => Object.fromEntries(text.split("\x1e").map(one => one.split("\x1f")));

  return { Sheet, pieces, json, copy, leaving, settle, apart, agreed, clean, plain, fill, STAYS, LIMITS };
})();
