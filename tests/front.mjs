/* What the front end does with a plan before any engine is there, in Node: a question a line, an answer a line. */
import fs from "node:fs";
import readline from "node:readline";

const Semillero = new Function(`${fs.readFileSync(process.argv[2], "utf8")}\nreturn Semillero;`)();
const does = {
  /* the plan as it may leave the tab */
  leaving: plan => Semillero.leaving(plan),
  /* a text from outside: what it holds and the text that would be saved of it, or why it is refused */
  text: text => {
    let value;
    try {
      value = Semillero.parse(text);
    } catch {
      return { refused: "not_json" };
    }
    const beyond = Semillero.beyond(value);
    return beyond ? { refused: beyond[0] } : { value, written: Semillero.written(value) };
  },
};
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { ask, about } = JSON.parse(line);
  console.log(JSON.stringify(does[ask](about)));
}
