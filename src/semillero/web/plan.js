/* The plan at a glance: how far each sheet is, what changed upstream, and what to do first. */
Semillero.PlanView = class {
  constructor(root, wake, store, empty) {
    Object.assign(this, { root, wake, store, empty });
    this.words = JSON.parse(root.querySelector("script[data-words]").textContent);
    root.querySelectorAll("[hidden]:not([data-file], h2)").forEach(node => { node.hidden = false; });
    root.addEventListener("click", event => {
      const name = event.target.closest("[data-act]")?.dataset.act;
      if (name) this[name]?.();
    });
    root.querySelector("[data-file]").addEventListener("change", event => {
      const file = event.target.files[0];
      event.target.value = "";
      if (file) this.take(file);
    });
    if (Object.keys(store.plan.sheets).length) this.look(this.words.restored);
  }

  say(text) { this.root.querySelector("[data-status]").textContent = text; }

  async look(said) {
    if (!this.ask) {
      this.root.dataset.state = "loading";
      this.say(this.words.loading);
      try { this.ask = await this.wake(); } catch (error) {
        console.warn("Semillero:", error);
        this.root.dataset.state = "failed";
        return this.say(this.words.failed);
      }
    }
    const pieces = await this.ask({ ask: "overview", plan: this.store.plan });
    this.root.querySelectorAll("[data-step]").forEach(node => {
      node.textContent = pieces["state-" + node.dataset.step] || this.words.nothing;
      node.parentNode.dataset.began = node.dataset.step in this.store.plan.sheets;
    });
    this.root.querySelector("h2").hidden = false;
    this.root.querySelector("[data-todo]").innerHTML = pieces.todo || `<li class="finding none">${this.words.no_findings}</li>`;
    this.root.dataset.state = "live";
    this.say(said);
  }

  open() { this.root.querySelector("[data-file]").click(); }

  async take(file) {
    const { opened, spoken } = Semillero, { plan, wrong } = await opened(file, this.words);
    if (wrong) return this.say(wrong);
    if (!this.ask) await this.look("");
    if (!this.ask) return;
    const refused = (await this.ask({ ask: "check", plan })).refused;
    if (refused) return this.say(refused);
    const before = this.store.plan;
    this.store.plan = spoken(plan);
    try { await this.look(this.words.opened); } catch (error) { this.store.plan = before; return this.say(this.words.not_json); }
    this.store.keep();
  }

  async save() {
    this.warned = !this.warned && !!this.root.querySelector('[data-todo] [data-code="private"]');
    if (this.warned) return this.say(this.words.private);
    const file = "semillero-plan.json", plan = Semillero.spoken(this.store.plan);
    const text = this.ask ? (await this.ask({ ask: "write", plan })).text : JSON.stringify(plan) + "\n";
    Semillero.download(file, text, "application/json");
    this.say(Semillero.fill(this.words.saved, { file }));
  }

  print() { window.print(); }

  async clear() {
    if (!Object.keys(this.store.plan.sheets).length || !window.confirm(this.words.sure)) return;
    this.store.plan = this.empty();
    this.store.keep();
    await this.look(this.words.cleared);
  }
};
