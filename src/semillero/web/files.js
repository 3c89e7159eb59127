/* What goes in and out of a sheet: files, paper, other programs, cells of a spreadsheet. */
(() => {
  "use strict";
  const { Sheet, clean, plain, fill, leaving, opened, apart, agreed, STAYS } = Semillero;
  const STYLE = __FIGURE_STYLE__,
    KINDS =
      __KINDS__; /* assemble.py: a drawing's style, where it stands alone; the end of a file's name and its type */

  const download = (name, text, type) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  Object.assign(Semillero, { download });

  Object.assign(Sheet.prototype, {
    /* What looks like personal data leaves the sheet only when the button is pressed a second time. */
    held(button) {
      const { root, words } = this;
      return !agreed(
        root,
        button,
        root.querySelector('[data-findings] [data-code="private"]') && words.private,
      );
    },

    async save(button) {
      if (this.held(button)) return;
      const name = "semillero-plan.json";
      const text = await this.store.write(this.tool, this.sheet, this.ask);
      download(name, text, "application/json");
      this.dirty = false;
      const consent = STAYS.consent[this.tool],
        silent = consent && this.sheet[consent] !== "yes";
      this.say(fill(this.words.saved, { file: name }) + (silent ? " " + this.words.no_consent : ""));
    },

    /* The sheet for other programs: text from the engine, the drawing with its style, or a page of its own. */
    async export(button) {
      const kind = button.dataset.as;
      const { tool, sheet } = this;
      await this.awaken();
      if (!this.ask || this.held(button)) return;
      let text = "";
      if (kind === "html") text = await this.store.sealed(this);
      else text = (await this.ask({ ask: "export", tool, sheet, as: kind })).text;
      if (kind === "svg") text = text.replace(">", () => ">" + STYLE);
      if (!text) return this.say(this.words[kind === "svg" ? "no_figure" : "no_dates"]);
      const [suffix, type] = KINDS[kind],
        name = `semillero-${tool}.${suffix}`;
      download(name, text, type + ";charset=utf-8");
      this.say(fill(this.words.exported, { file: name }));
    },

    /* Cells from a spreadsheet fill the table from the field on, rows added as needed; a choice is known by its words. */
    paste(event) {
      const text = event.clipboardData?.getData("text/plain") ?? "",
        [table, row, column] = (event.target.dataset.field ?? "").split(".");
      const list = this.form.querySelector(`[data-rows="${table}"]`);
      if (!column || !list || !/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      const lines = text
        .replace(/\r\n?/g, "\n")
        .replace(/\n+$/, "")
        .split("\n")
        .map(line => line.split("\t"));
      const columns = [...list.children[row].querySelectorAll("[data-field]")].map(
        node => node.dataset.field.split(".")[2],
      );
      const add = list.parentNode.querySelector('[data-act="add"]'),
        most = add ? Number(add.dataset.most) : list.children.length;
      const first = columns.indexOf(column),
        rows = this.sheet[table];
      this.change(
        () =>
          lines.forEach((cells, i) => {
            const at = Number(row) + i;
            if (at >= most) return;
            rows[at] ??= JSON.parse(add.dataset.blank);
            cells.forEach((cell, j) => {
              const name = columns[first + j],
                options = name && [...(this.field(`${table}.${row}.${name}`)?.options ?? [])];
              if (name)
                rows[at][name] = clean(
                  options.find(one => one.value && plain(one.text) === plain(cell))?.value ?? cell.trim(),
                );
            });
          }),
        fill(this.words.pasted, { rows: Math.min(lines.length, most - row) }),
      );
    },

    async open(file) {
      let { plan, wrong } = await opened(file, this.words);
      if (wrong) return this.say(wrong);
      await this.awaken();
      if (!this.ask) return;
      this.remember();
      this.run = null;
      const refused = await this.store.open(this.tool, plan, this.ask);
      if (refused) {
        this.past.pop();
        return this.say(refused);
      }
      plan = leaving(plan);
      this.show(this.store.restore(this.tool, JSON.stringify(plan)) ?? this.data("blank"));
      await this.answer(false);
      this.dirty = false;
      const { [this.tool]: _, ...sheets } = plan.sheets,
        names = apart({ sheets }, this.root.lang);
      this.say(this.words.opened + (names ? " " + fill(this.words.apart, { names }) : ""));
    },

    /* The sheet alone: everything beside it and beside what it stands in is off the paper until the print is done. */
    print() {
      const off = [];
      for (let node = this.root; node !== document.body; node = node.parentNode)
        off.push(...[...node.parentNode.children].filter(one => one !== node));
      off.forEach(one => {
        one.dataset.off = "";
      });
      window.addEventListener(
        "afterprint",
        () =>
          off.forEach(one => {
            delete one.dataset.off;
          }),
        { once: true },
      );
      window.print();
    },
  });
})();
