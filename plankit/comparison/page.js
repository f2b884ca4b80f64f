"use strict";
(() => {
  const root = document.documentElement;
  const pairs = [...document.querySelectorAll(".pair")];
  const chips = [...document.querySelectorAll("button[data-status]")];
  const search = document.querySelector("#search");
  const nothing = document.querySelector("#nothing");
  const shown = document.querySelector("#shown");
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const words = new Map(pairs.map((pair) => [pair, null]));
  const textOf = (pair) => {
    if (words.get(pair) === null) {
      words.set(pair, fold([...pair.querySelectorAll(".unit")].map((u) => u.textContent).join(" ")));
    }
    return words.get(pair);
  };

  const pressed = () => chips.filter((c) => c.getAttribute("aria-pressed") !== "false");

  const update = () => {
    const wanted = new Set(pressed().map((c) => c.dataset.status));
    const asked = fold(search.value);
    let count = 0;
    for (const pair of pairs) {
      const fits = wanted.has(pair.dataset.status) && (!asked || textOf(pair).includes(asked));
      pair.hidden = !fits;
      count += fits;
    }
    for (const heading of document.querySelectorAll("#tasks-list h3")) {
      let next = heading.nextElementSibling;
      while (next && next.hidden) next = next.nextElementSibling;
      heading.hidden = !next || next.tagName === "H3";
    }
    nothing.hidden = count > 0;
    shown.textContent = `${count} / ${pairs.length}`;
  };

  for (const chip of chips) {
    chip.addEventListener("click", () => {
      // with all on, the first choice is that one alone; with one on, choosing it again is all
      if (pressed().length === chips.length) {
        for (const other of chips) other.setAttribute("aria-pressed", String(other === chip));
      } else {
        const on = chip.getAttribute("aria-pressed") !== "false";
        chip.setAttribute("aria-pressed", String(!on));
        if (!pressed().length) for (const other of chips) other.setAttribute("aria-pressed", "true");
      }
      update();
    });
  }
  search.addEventListener("input", update);

  const setLanguage = (language) => {
    root.dataset.ui = language;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    const hint = search.getAttribute(`data-hint-${language}`);
    search.placeholder = hint;
    search.setAttribute("aria-label", hint);
  };
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => setLanguage(root.dataset.ui === "zh" ? "en" : "zh"));
  }
  // a link to a task whose pair is filtered out shows all again
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#u-"]');
    if (!link) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const pair = target && target.closest(".pair");
    if (pair) {
      if (pair.hidden) {
        for (const chip of chips) chip.setAttribute("aria-pressed", "true");
        search.value = "";
        update();
      }
      for (const folded of pair.querySelectorAll("details")) folded.open = true;
    }
  });
  update();
})();
