/* Jupyter: the same sheet, answered by the kernel. What was typed goes to and fro by message only, so that two views share
   it and no saved notebook has it. */
const LATE = 15000;

function render({ model, el }) {
  const { Sheet, pieces, json, parse } = Semillero;
  const waiting = new Map();
  const view = String(crypto.getRandomValues(new Uint32Array(1))[0]);
  let count = 0;
  el.innerHTML = model.get("still").replaceAll(model.get("uid"), model.get("uid") + "-" + view);
  const root = el.querySelector("[data-sheet]");

  /* The kernel answers by message; silence means that none is running. */
  const ask = question =>
    new Promise((resolve, reject) => {
      const id = ++count,
        silent = () => {
          waiting.delete(id);
          reject({ kernel: true });
        };
      waiting.set(id, { resolve, timer: setTimeout(silent, LATE) });
      try {
        model.send({ id, question: json(question) });
      } catch {
        silent();
      }
    });
  const heard = ({ id, answer, error, sheet, by }) => {
    if (sheet !== undefined && by !== view) {
      front.show(parse(sheet));
      front.answer(false);
    }
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
    sound: async () => true /* the kernel looks at a plan when it opens one */,
    put(_, sheet) {
      ask({ ask: "put", sheet: sheet ?? front.data("blank"), by: view }).catch(() => {
        /* the next question says that no kernel is running */
      });
    },
    whole: (tool, sheet) => ({ sheets: { [tool]: sheet } }) /* the kernel puts in the rest of its plan */,
    sealed: async () => (await ask({ ask: "sealed" })).text,
    snapshot: (tool, sheet) => JSON.stringify({ sheets: { [tool]: sheet } }),
    restore: (tool, text) => JSON.parse(text).sheets[tool],
    write: async () => (await ask({ ask: "save" })).text,
    open: async (_, plan) => (await ask({ ask: "open", plan })).refused,
  };
  const wake = async () => {
    const { sheet } = await ask({ ask: "held" });
    if (!front.dirty) front.show(parse(sheet));
    return ask;
  };
  const front = new Sheet(root, wake, store);
  front.awaken();
  return () => model.off("msg:custom", heard);
}

export default { render };
