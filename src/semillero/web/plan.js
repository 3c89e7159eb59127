/* The plan at a glance: how far each sheet is, what changed upstream, and what to do first. */
Semillero.PlanView = class {
  constructor(root, wake, store, empty) {
    Object.assign(this, { root, wake, store, empty, lang: document.documentElement.lang });
    this.words = JSON.parse(root.querySelector("script[data-words]").textContent);
    root.querySelectorAll("[hidden]:not([data-file], h2)").forEach(node => {
      node.hidden = false;
    });
    root.addEventListener("click", event => {
      const button = event.target.closest("[data-act]");
      if (button) this[button.dataset.act]?.(button);
    });
    root.querySelector("[data-file]").addEventListener("change", event => {
      const file = event.target.files[0];
      event.target.value = "";
      if (file) this.take(file);
    });
    if (store.damaged || Object.keys(store.plan.sheets).length)
      this.look(this.words.restored).catch(error => this.fail(error));
  }

  fail(error) {
    console.warn("Semillero:", error);
    this.root.dataset.state = "failed";
    this.say(this.words.failed);
  }

  say(text) {
    this.root.querySelector("[data-status]").textContent = text;
  }

  async look(said) {
    if (!this.ask) {
      this.root.dataset.state = "loading";
      this.say(this.words.loading);
      try {
        const ask = await this.wake();
        if (!(await this.store.sound(ask))) said = this.words.damaged;
        this.ask = ask;
      } catch (error) {
        return this.fail(error);
      }
    }
    const { STAYS } = Semillero,
      pieces = await this.ask({ ask: "overview", plan: this.store.plan });
    this.root.querySelectorAll("[data-step]").forEach(node => {
      const id = node.dataset.step,
        apart = STAYS.sheets.includes(id) && !(id in this.store.plan.sheets);
      node.textContent =
        pieces["state-" + id] && !apart
          ? pieces["state-" + id]
          : this.words[apart ? "state_apart" : "state_nothing"];
      node.parentNode.dataset.began = node.dataset.step in this.store.plan.sheets;
    });
    this.root.querySelector("h2").hidden = false;
    this.root.querySelector("[data-todo]").innerHTML =
      pieces.todo || `<li class="finding none">${this.words.no_findings}</li>`;
    this.root.dataset.state = "live";
    this.say(said);
  }

  open() {
    this.root.querySelector("[data-file]").click();
  }

  async take(file) {
    const { opened, leaving, apart, fill } = Semillero,
      { plan, wrong } = await opened(file, this.words);
    if (wrong) return this.say(wrong);
    if (!this.ask) await this.look("");
    if (!this.ask) return;
    const refused = (await this.ask({ ask: "check", plan })).refused;
    if (refused) return this.say(refused);
    const before = this.store.plan;
    this.store.plan = leaving(plan);
    const names = apart(this.store.plan, this.lang);
    try {
      await this.look(this.words.opened + (names ? " " + fill(this.words.apart, { names }) : ""));
    } catch {
      this.store.plan = before;
      return this.say(this.words.not_json);
    }
    this.store.keep();
  }

  async save(button) {
    const { STAYS, agreed, fill, leaving } = Semillero,
      file = "semillero-plan.json",
      plan = leaving(this.store.plan);
    const missing = STAYS.sheets
      .filter(id => !Object.keys(plan.sheets[id] ?? {}).length)
      .map(id => STAYS.titles[this.lang][id])
      .join(", ");
    const questions = [
      this.root.querySelector('[data-todo] [data-code="private"]') && this.words.private,
      missing && fill(this.words.without, { names: missing }),
    ];
    if (!agreed(this.root, button, questions.filter(Boolean).join(" "))) return;
    const text = this.ask ? (await this.ask({ ask: "write", plan })).text : Semillero.written(plan) + "\n";
    Semillero.download(file, text, "application/json");
    this.say(fill(this.words.saved, { file }));
  }

  print() {
    window.print();
  }

  async clear() {
    if (!Object.keys(this.store.plan.sheets).length || !window.confirm(this.words.sure)) return;
    this.store.plan = this.empty();
    this.store.keep();
    await this.look(this.words.cleared);
  }
};
