/* Jupyter: the same sheet, answered by the kernel. The document is a synced trait, so that two views share it. */
const LATE = 15000;

function render({ model, el }) {
  const { Sheet, pieces, json } = Semillero;
  const waiting = new Map();
  let count = 0, mine = false;
  el.innerHTML = model.get("still").replaceAll(model.get("uid"), model.get("uid") + "-" + crypto.getRandomValues(new Uint32Array(1))[0]);
  const root = el.querySelector("[data-sheet]");

  /* The kernel answers by message; silence means that none is running. */
  const ask = question => new Promise((resolve, reject) => {
    const id = ++count, silent = () => { waiting.delete(id); reject({ kernel: true }); };
    waiting.set(id, { resolve, timer: setTimeout(silent, LATE) });
    try { model.send({ id, question: json(question) }); } catch { silent(); }
  });
  const heard = ({ id, answer, error }) => {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    one.resolve(error ? Promise.reject(new Error(error)) : pieces(answer));
  };
  model.on("msg:custom", heard);

  const store = {
    read: () => null,
    keeps: () => "kernel",
    put(tool, sheet) {
      mine = true;
      model.set("sheet", json(sheet ?? front.data("blank")));
      try { model.save_changes(); } catch { /* the next question says that no kernel is running */ }
      mine = false;
    },
    whole: (tool, sheet) => ({ sheets: { [tool]: sheet } }), /* the kernel puts in the rest of its plan */
    sealed: async () => (await ask({ ask: "sealed" })).text,
    snapshot: (tool, sheet) => JSON.stringify({ sheets: { [tool]: sheet } }),
    restore: (tool, text) => JSON.parse(text).sheets[tool],
    write: async () => (await ask({ ask: "save" })).text,
    open: async (tool, plan) => (await ask({ ask: "open", plan })).refused,
  };
  const front = new Sheet(root, async () => ask, store);
  const changed = () => {
    if (mine) return;
    front.show(JSON.parse(model.get("sheet")));
    front.answer(false);
  };
  front.show(JSON.parse(model.get("sheet")));
  front.awaken();
  model.on("change:sheet", changed);
  return () => { model.off("msg:custom", heard); model.off("change:sheet", changed); };
}

export default { render };
