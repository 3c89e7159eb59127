/* Asks the index that Sphinx wrote. Words are folded (campana finds campaña) and stemmed as the index was. */
(() => {
  "use strict";
  const fold = text =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase();
  const form = document.querySelector(".search-form"),
    field = form.querySelector("input");
  const status = document.getElementById("search-status"),
    list = document.getElementById("search-results");
  const asArray = value => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

  function find(index, query) {
    const stemmer = new Stemmer(),
      skip = new Set([...stopwords].map(fold));
    const asked = query.split(/[^\p{L}\p{N}_]+/u).filter(word => word && !skip.has(fold(word)));
    let found = null;
    for (const word of asked) {
      const stem = stemmer.stemWord(fold(word)),
        plain = fold(word),
        scores = new Map();
      const add = (doc, score) => scores.set(doc, Math.max(score, scores.get(doc) ?? 0));
      for (const [terms, weight] of [
        [index.terms, 1],
        [index.titleterms, 5],
      ])
        for (const term of Object.keys(terms)) {
          const near = term === stem ? 1 : plain.length > 2 && term.startsWith(plain) ? 0.5 : 0;
          if (near) asArray(terms[term]).forEach(doc => add(doc, weight * near));
        }
      index.titles.forEach((title, doc) => {
        if (fold(title).includes(plain)) add(doc, 8);
      });
      found = found
        ? new Map(
            [...found]
              .filter(([doc]) => scores.has(doc))
              .map(([doc, score]) => [doc, score + scores.get(doc)]),
          )
        : scores;
    }
    return [...(found ?? [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([doc]) => doc);
  }

  globalThis.Search = {
    setIndex(index) {
      const show = () => {
        const docs = field.value.trim() ? find(index, field.value) : [];
        list.replaceChildren(
          ...docs.map(doc => {
            const item = document.createElement("li"),
              link = document.createElement("a");
            link.href = index.docnames[doc] + ".html";
            link.textContent = index.titles[doc];
            item.append(link);
            return item;
          }),
        );
        const words = form.dataset;
        status.textContent = !field.value.trim()
          ? ""
          : docs.length === 0
            ? words.none
            : docs.length === 1
              ? words.one
              : words.many.replace("2", docs.length);
      };
      form.hidden = false; // without this script a question would only end up in the page's address
      field.value = new URLSearchParams(location.search).get("q") ?? "";
      show();
      field.addEventListener("input", show);
      form.addEventListener("submit", event => {
        event.preventDefault();
        show();
      });
    },
  };
})();
