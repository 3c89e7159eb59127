/* A text from outside, read as a plan: nothing in it is changed, and it is measured before anybody works on it. What
   is too much, too long or broken is what kit/plan.py says; numbers are kept as kit/portable.py keeps them. */
(() => {
  "use strict";
  const { BYTES, DEPTH, ENTRIES, LETTERS, DIGITS } = Semillero.LIMITS;
  const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/,
    SIMPLE = /^-?(?:0|[1-9]\d*)(?:\.\d{0,5}[1-9])?$/;
  const simple = digits => digits.length <= 15 && digits !== "-0" && SIMPLE.test(digits);

  /* JSON text as a value. A number that would be written otherwise than it stood becomes a text: a carriage return, which
     nobody can type, and its digits. */
  const parse = text =>
    JSON.parse(
      text.replace(TOKEN, token =>
        token[0] === '"' || !NUMBER.test(token) || simple(token) ? token : `"\\r${token}"`,
      ),
    );
  /* The way back: a value as the JSON text of a file. */
  const written = value =>
    JSON.stringify(value).replace(TOKEN, token =>
      token.startsWith('"\\r') && NUMBER.test(token.slice(3, -1)) ? token.slice(3, -1) : token,
    );

  /* What no plan holds, wherever it stands, as [message, params]; nothing where all is well. */
  const beyond = plan => {
    let entries = 0;
    for (let level = 1, layer = [plan]; layer.length; level++) {
      const below = [];
      for (const one of layer) {
        if (typeof one === "string") {
          const begins = [...one.slice(0, 40)].slice(0, 20).join("");
          if (one.length > LETTERS && [...one].length > LETTERS)
            return ["too_long", { found: [...one].length, most: LETTERS, begins }];
          if (one.length > DIGITS && one[0] === "\r" && !/[^\r0-9+\-.eE]/.test(one))
            return ["digits", { most: DIGITS, begins: begins.slice(1) }];
          if (/[\ud800-\udfff]/u.test(one))
            return ["broken", { begins: begins.replace(/[\ud800-\udfff]/gu, "\ufffd") }];
        } else if (one && typeof one === "object") {
          const inner = Object.values(one);
          entries += inner.length;
          for (const key of Array.isArray(one) ? [] : Object.keys(one)) below.push(key);
          for (const value of inner) below.push(value);
        }
      }
      layer = below;
      if (level === DEPTH && layer.some(one => one && typeof one === "object"))
        return ["too_deep", { most: DEPTH }];
      if (entries > ENTRIES) return ["too_many", { most: ENTRIES }];
    }
    return null;
  };

  /* What a file holds, as { plan }, or in words what is { wrong } with it. */
  const opened = async (file, words) => {
    const { fill } = Semillero;
    if (file.size > BYTES)
      return {
        wrong: fill(words.too_big, { found: Math.round(file.size / 1024), most: Math.floor(BYTES / 1024) }),
      };
    try {
      const plan = parse(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
      const [message, params] = beyond(plan) ?? [];
      return message ? { wrong: fill(words[message], params) } : { plan };
    } catch {
      return { wrong: words.not_json };
    }
  };

  /* A text that the page itself kept, or was saved with, as a plan; nothing where it cannot be one. */
  const object = value => !!value && typeof value === "object" && !Array.isArray(value);
  const kept = text => {
    try {
      const plan = parse(text);
      return object(plan) && object(plan.sheets) && !beyond(plan) ? plan : null;
    } catch {
      return null;
    }
  };

  Object.assign(Semillero, { parse, written, beyond, opened, kept, object });
})();
