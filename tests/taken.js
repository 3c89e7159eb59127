/* A test's hands on an open page: files are caught where the page gives them to the browser, so that hundreds of them cost
   no download, and printing opens nothing. */
(() => {
  const given = window.given = [], rest = time => new Promise(done => setTimeout(done, time)), first = name => document.querySelector(name);
  const bytes = new TextDecoder("utf-8", { ignoreBOM: true });
  URL.createObjectURL = blob => { given.push(blob.arrayBuffer().then(all => bytes.decode(all))); return "blob:caught"; };
  HTMLAnchorElement.prototype.click = () => {};
  window.print = () => {};
  const until = async (what, held) => {
    for (let i = 0; i < 2000 && !held(); i++) await rest(10);
    if (!held()) throw new Error("never came: " + what);
  };

  /* The file that a button gives, or null where it has none to give; what looks personal is given at the second press. */
  window.taken = async button => {
    const count = given.length, status = first("[data-status]"), words = JSON.parse(first("script[data-words]").textContent);
    button.click();
    if (first("[data-code=private]")) { await rest(20); button.click(); }
    await until("a file", () => given.length > count || [words.no_dates, words.no_figure].includes(status.textContent));
    const text = given.length > count ? await given[count] : null;
    status.textContent = "";
    return text;
  };
  window.opens = async text => {
    const input = first("[data-file]"), files = new DataTransfer(), status = first("[data-status]");
    files.items.add(new File([text], "plan.json"));
    status.textContent = "";
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
    await until("an answer to the file", () => status.textContent);
    return status.textContent;
  };
  /* A sheet at rest again: its answer and its offers are there. */
  window.settled = async () => { await rest(60); };
  /* What no sheet of ours has: elements of other names, attributes that run or fetch. */
  window.foreign = () => [...first("[data-sheet]").querySelectorAll("*")].filter(node => /^(script|iframe|object|embed|base|img|link|meta|foreignobject)$/i.test(node.localName)
    || [...node.attributes].some(one => /^on/i.test(one.name) || /^\s*javascript:/i.test(one.value))).length;
  window.types = (path, value) => {
    const field = first(`[data-form] [data-field="${path}"]`);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  window.pastes = (path, text) => {
    const clipboardData = new DataTransfer(), field = first(`[data-form] [data-field="${path}"]`);
    clipboardData.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  };
  window.columns = table => [...first(`[data-rows="${table}"]`).children[0].querySelectorAll("[data-field]")].map(one => one.dataset.field.split(".")[2]);

  /* Everything that paper would show: texts and fields that take room. */
  window.shown = () => {
    const room = node => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== "hidden", texts = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode.parentElement;
      if (!node.closest("script, style, template, select, textarea") && room(node)) texts.push(walk.currentNode.data);
    }
    for (const field of document.querySelectorAll("input, textarea, select"))
      if (room(field)) texts.push(field.matches("select") ? field.selectedOptions[0]?.text ?? "" : field.value);
    return texts.join("\n");
  };
  /* Everything that the browser would keep. */
  window.stored = async () => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie, window.name, history.state,
    document.title, location.href, (await indexedDB.databases?.()) ?? []]);
})();
