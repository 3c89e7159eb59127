/* The exercise on paper: for those who take part without the answers, for who leads with them. */
(() => {
  "use strict";
  const bar = document.querySelector("[data-printers]"),
    page = document.documentElement;
  bar.hidden = false;
  bar.addEventListener("click", event => {
    const kind = event.target.closest("[data-print]")?.dataset.print;
    if (!kind) return;
    const folded = kind === "answers" ? [...document.querySelectorAll("details.dropdown:not([open])")] : [];
    folded.forEach(one => {
      one.open = true;
    });
    page.dataset.print = kind;
    window.addEventListener(
      "afterprint",
      () => {
        folded.forEach(one => {
          one.open = false;
        });
        delete page.dataset.print;
      },
      { once: true },
    );
    window.print();
  });
})();
