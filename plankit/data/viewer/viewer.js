"use strict";
// The text is never rendered anew: all this does is to switch classes, and to fill the panel for
// what is selected. Whatever comes from the document is set as text, never as markup.
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById("pk-" + id);
  const data = JSON.parse($("data").textContent);
  const paper = $("text"), outline = $("outline"), panel = $("facts"), tip = $("tip");
  const ID = 0, KIND = 1, LABEL = 2, TITLE = 3, ROLE = 4, PARENT = 5, LAST = 6, LINE = 7, START = 8, FACTS = 9, INHERITED = 10, PAGE = 11;
  const F_KIND = 0, F_START = 1, F_END = 2, F_LINE = 3, F_TEXT = 4, F_VALUE = 5, F_NOTE = 6, F_TAGS = 7;
  const D_CODE = 0, D_SEVERITY = 1, D_START = 2, D_END = 3, D_LINE = 4, D_WAS = 5, D_NEW = 6, D_ZH = 7, D_EN = 8;
  const nodes = data.nodes, facts = data.facts, found = data.diagnostics;
  const MEASURE = 5, OWNER = 3, FIRST = 60, MOST_HITS = 5000;
  const home = new Map();
  nodes.forEach((node, n) => node[FACTS].forEach((f) => home.has(f) || home.set(f, n)));
  const byId = new Map(nodes.map((node, n) => [node[ID], n]));
  const rows = new Map([...outline.querySelectorAll("li")].map((li) => [Number(li.dataset.o), li]));
  const pieces = [...paper.querySelectorAll("[data-n]")];
  const kept = {
    get: (key) => { try { return localStorage.getItem("plankit-" + key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem("plankit-" + key, value); } catch { /* from disk, some browsers keep nothing */ } },
  };
  const state = { lang: "zh", node: -1, fact: -1, diagnostic: -1, hidden: new Set(), owner: "", role: "", hits: [], hit: -1 };

  // ---- words ----
  const word = (key, values) => {
    const told = data.words[state.lang][key] ?? key;
    return values ? told.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) : told;
  };
  const named = (kind, value) => state.lang === "zh" ? data.names[kind]?.[value] ?? value : String(value).replace(/[_]/g, " ");
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    return element;
  };
  const button = (className, text) => { const b = make("button", className, text); b.type = "button"; return b; };
  const signOf = (kind) => data.kinds[kind][state.lang === "zh" ? 2 : 3];
  const say = (text) => { $("live").textContent = text; };
  const nodeTitle = (node) => node[TITLE] || (node[KIND] === "passage" ? named("region", node[ID]) : "");
  const textOf = (f) => facts[f][F_TEXT] ?? partsOf("f", f).map((part) => part.textContent).join("");
  const partsOf = (kind, number) => [...paper.querySelectorAll(`[data-${kind}="${number}"]`)];

  function setLanguage(lang) {
    state.lang = lang;
    root.lang = lang === "zh" ? "zh-Hans" : "en";
    $("lang").textContent = lang === "zh" ? "EN" : "中";
    $("lang").lang = lang === "zh" ? "en" : "zh";
    for (const e of document.querySelectorAll("[data-w]")) e.textContent = word(e.dataset.w);
    for (const e of document.querySelectorAll("[data-a]")) { e.setAttribute("aria-label", word(e.dataset.a)); if (e.title) e.title = word(e.dataset.a); }
    for (const e of document.querySelectorAll("[data-p]")) { e.placeholder = word(e.dataset.p); e.setAttribute("aria-label", word(e.dataset.p)); }
    for (const e of document.querySelectorAll("[data-name]")) { const [kind, value] = e.dataset.name.split(":"); e.textContent = named(kind, value); }
    const about = data.about.map(([kind, value]) => kind ? named(kind, value) : value);
    document.querySelector(".about").textContent = about.join(" · ");
    document.querySelectorAll(".chip > .sign").forEach((badge, kind) => { badge.textContent = signOf(kind); });
    $("fold").textContent = word($("fold").getAttribute("aria-pressed") === "true" ? "unfold" : "fold");
    fillPicks();
    showDiagnostics();
    showPanel();
    tellHits();
  }

  // ---- the panel ----
  function below(n) {
    const list = [];
    for (let k = n; k <= nodes[n][LAST]; k++) list.push(...nodes[k][FACTS]);
    list.push(...nodes[n][INHERITED].filter((f) => !list.includes(f)));
    return list;
  }
  function ancestors(n) {
    const list = [];
    for (let k = nodes[n][PARENT]; k > 0; k = nodes[k][PARENT]) list.unshift(k);
    return list;
  }
  const bare = (text) => text.replace(/[\s《》]/g, "");
  function factItem(f, inherited) {
    const fact = facts[f], letter = data.kinds[fact[F_KIND]][0];
    const item = button("item i-" + letter);
    item.dataset.fact = f;
    if (f === state.fact) item.classList.add("now");
    item.append(make("span", "at", word("line", { n: fact[F_LINE] })));
    const told = textOf(f);
    if (fact[F_VALUE]) item.append(make("span", "value", fact[F_VALUE]));
    if (fact[F_KIND] === MEASURE && fact[F_NOTE]) item.append(make("span", "value", fact[F_NOTE]));
    else if (fact[F_NOTE]) item.append(make("span", "note", fact[F_NOTE]));
    for (const [kind, value] of fact[F_TAGS]) item.append(make("span", "tag", named(kind, value)));
    if (inherited) item.append(make("span", "tag", named("flag", "inherited")));
    if (bare(told) !== bare(fact[F_VALUE])) item.append(make("span", fact[F_VALUE] ? "words" : "words main", told));
    if (fact[F_TEXT] !== null && fact[F_KIND] !== MEASURE) {
      const raw = partsOf("f", f).map((part) => part.textContent).join("");
      if (raw !== fact[F_TEXT]) item.append(make("span", "words", word("as_found") + " " + raw));
    }
    const line = make("li");
    line.append(item);
    return line;
  }
  function fillGroup(list, entries, from) {
    for (const [f, inherited] of entries.slice(from, from + FIRST)) list.append(factItem(f, inherited));
    const left = entries.length - from - FIRST;
    if (left > 0) {
      const line = make("li"), more = button("link", word("more", { n: Math.min(left, FIRST * 4) }));
      more.addEventListener("click", () => { line.remove(); fillGroup(list, entries, from + FIRST); }, { once: true });
      line.append(more);
      list.append(line);
    }
  }
  function showPanel() {
    const n = Math.max(state.node, 0), node = nodes[n];
    const out = document.createDocumentFragment();
    const trail = make("p", "trail");
    for (const k of n ? [0, ...ancestors(n)] : []) {
      const link = make("a", "", k ? nodes[k][LABEL] || nodes[k][TITLE].slice(0, 12) : word("whole"));
      link.href = "#" + nodes[k][ID];
      trail.append(link, " › ");
    }
    if (n) { trail.append(node[LABEL] || nodeTitle(node).slice(0, 12)); out.append(trail); }
    const title = make("h2", "", (node[LABEL] ? node[LABEL] + (/[.．\w]$/.test(node[LABEL]) ? " " : "") : "") + nodeTitle(node));
    title.lang = outline.querySelector(".tree").lang;
    out.append(title);
    const where = make("div", "where");
    if (node[KIND] !== "plan") where.append(make("span", "tag", named("node", node[KIND])));
    if (node[ROLE]) where.append(make("span", "tag", named("role", node[ROLE])));
    if (n) where.append(make("span", "", word("line", { n: node[LINE] }) + (node[PAGE] ? " · " + word("page", { n: node[PAGE] }) : "")));
    else {
      const tasks = nodes.filter((each) => each[KIND] === "task").length;
      where.append(make("span", "", word("tasks_of", { n: tasks }) + " · " + word("facts_of", { n: facts.length })));
    }
    const copy = button("copy", word("copy"));
    copy.dataset.copy = "1";
    where.append(copy);
    out.append(where);
    if (!n && data.meta.length) {
      const list = make("dl", "meta");
      for (const [key, value] of data.meta) list.append(make("dt", "", key.startsWith("=") ? key.slice(1) : word(key)), make("dd", "", value));
      out.append(list);
    }
    const mine = below(n), inherited = new Set(node[INHERITED]);
    const end = nodes[node[LAST] + 1]?.[START] ?? Infinity;
    const here = found.map((_, d) => d).filter((d) => n && found[d][D_START] !== null && found[d][D_START] >= node[START] && found[d][D_START] < end);
    for (const d of here.filter((d) => found[d][D_SEVERITY] !== "info").slice(0, FIRST)) out.append(diagnosticItem(d));
    let some = false;
    data.kinds.forEach(([letter, name], kind) => {
      if (state.hidden.has(letter)) return;
      const entries = mine.filter((f) => facts[f][F_KIND] === kind).map((f) => [f, inherited.has(f)]);
      if (!entries.length) return;
      some = true;
      entries.sort((a, b) => facts[a[0]][F_START] - facts[b[0]][F_START]);
      const group = make("details", "group"), head = make("summary"), list = make("ul");
      group.open = node[KIND] !== "plan" || entries.length <= 12 || kind === 0;
      const badge = make("span", "sign s-" + letter, signOf(kind));
      badge.setAttribute("aria-hidden", "true");
      head.append(badge, make("span", "", named("fact", name)), make("b", "", entries.length));
      const fill = () => { if (group.open && !list.firstChild) fillGroup(list, entries, 0); };
      group.addEventListener("toggle", fill);
      group.append(head, list);
      out.append(group);
      fill();
    });
    const notes = here.filter((d) => found[d][D_SEVERITY] === "info");
    if (notes.length) out.append(diagnosticGroup(word("diagnostics"), notes, notes.includes(state.diagnostic)));
    if (!some) out.append(make("p", "none", word(mine.length ? "none_kind" : "none")));
    panel.replaceChildren(out);
    panel.querySelector(".item.now")?.scrollIntoView({ block: "nearest" });
  }
  function change(d) {
    const each = found[d], line = make("span", "words");
    if (each[D_END] === each[D_START]) {
      line.append(word("inserted") + " ", make("ins", "", each[D_NEW]));
      return line;
    }
    const was = make("del", "", each[D_WAS] || word("line_break"));
    line.append(word("was") + " ", was, " → " + word("became") + " ", make("ins", "", each[D_NEW] || word("nothing")));
    return line;
  }
  const message = (each) => each[state.lang === "zh" ? D_ZH : D_EN];
  function diagnosticItem(d) {
    const each = found[d], item = button("item i-" + each[D_SEVERITY]);
    item.dataset.diagnostic = d;
    if (d === state.diagnostic) item.classList.add("now");
    if (each[D_LINE] !== null) item.append(make("span", "at", word("line", { n: each[D_LINE] })));
    else item.disabled = true;
    item.append(make("span", "value", named("diagnostic", each[D_CODE])), make("span", "tag", named("severity", each[D_SEVERITY])));
    item.append(each[D_NEW] !== null ? change(d) : make("span", "words", message(each)));
    return item;
  }
  function diagnosticGroup(name, list, open) {
    const group = make("details", "group"), head = make("summary"), items = make("ul");
    group.open = open;
    head.append(make("span", "", name), make("b", "", list.length));
    for (const d of list.slice(0, 500)) { const line = make("li"); line.append(diagnosticItem(d)); items.append(line); }
    group.append(head, items);
    return group;
  }
  function showDiagnostics() {
    const groups = new Map(), order = { error: 0, warning: 1, info: 2 };
    found.forEach((each, d) => { if (!groups.has(each[D_CODE])) groups.set(each[D_CODE], []); groups.get(each[D_CODE]).push(d); });
    const sorted = [...groups].sort((a, b) => order[found[a[1][0]][D_SEVERITY]] - order[found[b[1][0]][D_SEVERITY]] || a[1][0] - b[1][0]);
    const out = sorted.map(([code, list]) => diagnosticGroup(named("diagnostic", code), list, list.length <= 12 || found[list[0]][D_SEVERITY] !== "info"));
    $("diagnostics").replaceChildren(...out, ...(found.length ? [] : [make("p", "none", word("no_diagnostics"))]));
  }
  function showTab(name) {
    for (const each of ["facts", "diagnostics"]) {
      $("tab-" + each).setAttribute("aria-selected", String(each === name));
      $("tab-" + each).tabIndex = each === name ? 0 : -1;
      $(each).hidden = each !== name;
    }
  }

  // ---- selecting ----
  function mark(elements, className, on) { for (const e of elements) e.classList.toggle(className, on); }
  let opened = false;
  function go(element, block) {
    if (!element) return;
    const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const seen = element.getBoundingClientRect();
    const near = Math.abs(seen.top - innerHeight / 2) < innerHeight * 1.5;
    element.scrollIntoView({ block, behavior: near && !quiet && opened ? "smooth" : "instant" });
    // chunks far away have a guessed height until they are near: once more when they have their own
    if (!near) requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({ block, behavior: "instant" })));
  }
  function select(n, { fact = -1, diagnostic = -1, scroll = true, url = true } = {}) {
    mark(paper.querySelectorAll(".sel"), "sel", false);
    mark(paper.querySelectorAll(".now"), "now", false);
    mark(outline.querySelectorAll("li.on"), "on", false);
    Object.assign(state, { node: n, fact, diagnostic });
    let target = null;
    if (n > 0) {
      const last = nodes[n][LAST];
      const own = pieces.filter((piece) => { const k = Number(piece.dataset.n); return k >= n && k <= last; });
      mark(own, "sel", true);
      target = own[0];
      const row = rows.get(n);
      row.classList.add("on");
      for (let up = row.parentElement.closest("li"); up; up = up.parentElement.closest("li")) fold(up, false);
      showRow(row);
    } else if (n === 0) target = document.getElementById("plan") ?? paper.firstElementChild;
    let block = "start";
    if (fact >= 0) { const parts = partsOf("f", fact); mark(parts, "now", true); if (parts[0]) { target = parts[0]; block = "center"; } }
    if (diagnostic >= 0) { const parts = partsOf("d", diagnostic); mark(parts, "now", true); if (parts[0]) { target = parts[0]; block = "center"; } }
    if (url) {
      const place = fact >= 0 ? `@${facts[fact][F_START]}-${facts[fact][F_END]}` : diagnostic >= 0 ? `@${found[diagnostic][D_START]}-${found[diagnostic][D_END]}` : n >= 0 ? nodes[n][ID] : "";
      try { history.replaceState(null, "", place ? "#" + place : location.pathname + location.search); } catch { /* some browsers refuse on file: */ }
    }
    for (const item of $("diagnostics").querySelectorAll("[data-diagnostic]")) {
      const now = Number(item.dataset.diagnostic) === diagnostic;
      item.classList.toggle("now", now);
      if (now) { item.closest("details").open = true; if (!$("diagnostics").hidden) item.scrollIntoView({ block: "nearest" }); }
    }
    showPanel();
    if (scroll) go(target, block);
    if (n > 0) say(nodes[n][LABEL] + " " + nodeTitle(nodes[n]));
  }
  function showRow(row) {
    const head = row.firstElementChild.getBoundingClientRect(), side = outline.getBoundingClientRect();
    if (head.top < side.top + 40 || head.bottom > side.bottom - 40) outline.scrollTop += head.top - side.top - side.height / 3;
  }
  function selectDiagnostic(d, options) {
    const first = partsOf("d", d)[0];
    const n = first ? nodeAt(first) : -1;
    select(n, { diagnostic: d, ...options });
  }
  function nodeAt(element) {
    const inside = element.closest("[data-n]");
    return inside ? Number(inside.dataset.n) : 0;
  }
  function follow() {
    let hash = location.hash.slice(1);
    try { hash = decodeURIComponent(hash); } catch { /* as it is */ }
    if (!hash) return;
    const span = /^@(\d+)-(\d+)$/.exec(hash);
    if (span) {
      const [a, b] = [Number(span[1]), Number(span[2])];
      const f = facts.findIndex((each) => each[F_START] === a && each[F_END] === b);
      if (f >= 0) return select(home.get(f) ?? 0, { fact: f });
      const d = found.findIndex((each) => each[D_START] === a && each[D_END] === b);
      if (d >= 0) return selectDiagnostic(d);
      let n = 0;
      nodes.forEach((each, k) => { if (each[START] <= a) n = k; });
      return select(n);
    }
    if (byId.has(hash)) return select(byId.get(hash));
    const line = /^L(\d+)$/.exec(hash);
    const p = line && paper.querySelector(`p[data-l="${Number(line[1])}"]`);
    if (p) { select(p.firstElementChild ? nodeAt(p.firstElementChild) : 0, { scroll: false, url: false }); go(p, "center"); }
  }

  // ---- filters ----
  function ownersOf(n) {
    return new Set([...nodes[n][FACTS], ...nodes[n][INHERITED]].filter((f) => facts[f][F_KIND] === OWNER).map((f) => facts[f][F_VALUE]));
  }
  function fillPicks() {
    const owners = new Map(), roles = new Set();
    nodes.forEach((node, n) => {
      if (node[ROLE]) roles.add(node[ROLE]);
      for (const name of ownersOf(n)) owners.set(name, (owners.get(name) ?? 0) + 1);
    });
    const fill = (select, first, entries, now) => {
      select.replaceChildren(...[["", first], ...entries].map(([value, text]) => { const o = make("option", "", text); o.value = value; return o; }));
      select.value = now;
    };
    const sorted = [...owners].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    fill($("owner"), word("all_owners"), sorted.map(([name, n]) => [name, `${name}（${n}）`]), state.owner);
    fill($("role"), word("all_roles"), ["overview", "review", "plan", "safeguards"].filter((r) => roles.has(r)).map((r) => [r, named("role", r)]), state.role);
    $("owner").hidden = !owners.size;
    $("role").hidden = roles.size < 2;
  }
  let matching = null;
  function filter() {
    matching = null;
    if (state.owner || state.role) {
      matching = new Set();
      nodes.forEach((node, n) => {
        if (n && (!state.role || node[ROLE] === state.role) && (!state.owner || ownersOf(n).has(state.owner))) matching.add(n);
      });
      // steps go with their task
      nodes.forEach((node, n) => { if (node[KIND] === "step" && matching.has(node[PARENT])) matching.add(n); });
    }
    for (const [n, row] of rows) row.classList.toggle("out", matching !== null && !matching.has(n));
    for (const piece of pieces) piece.classList.toggle("off", matching !== null && !matching.has(Number(piece.dataset.n)));
    $("owner").classList.toggle("on", Boolean(state.owner));
    $("role").classList.toggle("on", Boolean(state.role));
    const all = nodes.filter((node, n) => n && node[KIND] !== "step" && node[KIND] !== "passage").length;
    if (matching) {
      const shown = [...matching].filter((n) => !["step", "passage"].includes(nodes[n][KIND])).length;
      say(word("filtered", { n: shown, m: all }));
      const first = Math.min(...matching);
      if (Number.isFinite(first) && !matching.has(state.node)) select(first);
    }
  }
  function toggleKind(letter) {
    if (!state.hidden.delete(letter)) state.hidden.add(letter);
    root.dataset.hide = [...state.hidden].join(" ");
    for (const chip of document.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", String(!state.hidden.has(chip.dataset.kind)));
    showPanel();
  }

  // ---- finding ----
  let texts = null, haystack = "", offsets = [];
  function lower(text) { const small = text.toLowerCase(); return small.length === text.length ? small : text; }
  function gather() {
    if (texts) return;
    texts = []; offsets = [];
    const parts = [];
    let at = 0;
    for (const p of paper.querySelectorAll("p")) {
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        texts.push(node); offsets.push(at); parts.push(lower(node.data)); at += node.data.length;
      }
      // words go on across a joined line break
      if (!p.classList.contains("w")) { parts.push("\n"); at += 1; }
    }
    haystack = parts.join("");
  }
  function textAt(offset) {
    let low = 0, high = offsets.length - 1;
    while (low < high) { const mid = (low + high + 1) >> 1; if (offsets[mid] <= offset) low = mid; else high = mid - 1; }
    return low;
  }
  function rangeOf(from, to) {
    const a = textAt(from), b = textAt(to - 1), range = document.createRange();
    range.setStart(texts[a], from - offsets[a]);
    range.setEnd(texts[b], to - offsets[b]);
    return range;
  }
  const paints = typeof Highlight === "function" && CSS.highlights;
  function find(query) {
    state.hits = []; state.hit = -1;
    mark(outline.querySelectorAll("li.hit"), "hit", false);
    if (paints) { CSS.highlights.delete("pk-found"); CSS.highlights.delete("pk-now"); }
    const want = lower(query.trim());
    if (want) {
      gather();
      for (let at = haystack.indexOf(want); at >= 0 && state.hits.length < MOST_HITS; at = haystack.indexOf(want, at + want.length)) {
        state.hits.push(rangeOf(at, at + want.length));
      }
      if (paints) CSS.highlights.set("pk-found", new Highlight(...state.hits));
      for (const range of state.hits) rows.get(nodeAt(range.startContainer.parentElement))?.classList.add("hit");
      if (state.hits.length) toHit(nearest());
    }
    $("prev").hidden = $("next").hidden = !state.hits.length;
    tellHits();
  }
  function nearest() {
    // the first that is not above what is seen now
    let low = 0, high = state.hits.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (state.hits[mid].getBoundingClientRect().bottom > 100) high = mid; else low = mid + 1;
    }
    return low % state.hits.length;
  }
  function toHit(k) {
    const n = state.hits.length;
    if (!n) return;
    state.hit = (k + n) % n;
    const range = state.hits[state.hit];
    if (paints) CSS.highlights.set("pk-now", new Highlight(range));
    else { const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range); }
    showPart("text");
    go(range.startContainer.parentElement, "center");
    requestAnimationFrame(() => {
      // a long paragraph's middle may not be where the match is
      const box = range.getBoundingClientRect();
      if (box.bottom > innerHeight - 60 || box.top < 110) scrollBy({ top: box.top - innerHeight / 2, behavior: "instant" });
    });
    tellHits();
  }
  function tellHits() {
    const query = $("find").value.trim();
    $("found").textContent = !query ? "" : state.hits.length ? word("found", { i: state.hit + 1, n: state.hits.length }) : word("found_none");
  }

  // ---- citing ----
  function citation() {
    const n = Math.max(state.node, 0), node = nodes[n], zh = state.lang === "zh";
    const path = n && node[KIND] !== "passage" ? [...ancestors(n), n].map((k) => nodes[k][LABEL]).join("") : nodeTitle(node);
    let start = node[START], line = node[LINE], quote = node[KIND] === "passage" ? "" : node[TITLE], span = "";
    if (state.fact >= 0) {
      const fact = facts[state.fact];
      [start, line] = [fact[F_START], fact[F_LINE]];
      quote = partsOf("f", state.fact).map((part) => part.textContent).join("");
      span = word("chars", { a: start, b: fact[F_END] });
    }
    const title = nodes[0][TITLE], number = data.number;
    const where = [n ? (zh ? path : node[ID]) : "", node[PAGE] ? word("page", { n: node[PAGE] }) : word("line", { n: line }), span].filter(Boolean);
    if (zh) return `《${title}》${number ? `（${number}）` : ""}，${where.join("，")}${n && quote ? `：“${quote}”` : ""}`;
    return `“${title}”${number ? ` (${number})` : ""}, ${where.join(", ")}${n && quote ? `: “${quote}”` : ""}`;
  }
  async function copy() {
    const text = citation();
    let done = false;
    try { await navigator.clipboard.writeText(text); done = true; } catch { /* not allowed on file: everywhere */ }
    if (!done) {
      const area = make("textarea", "live");
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    const b = panel.querySelector("[data-copy]");
    say(word(done ? "copied" : "copy_failed") + " " + text);
    if (b) { b.textContent = word(done ? "copied" : "copy_failed"); setTimeout(() => { b.textContent = word("copy"); }, 1600); }
  }

  // ---- moving ----
  const order = nodes.map((_, n) => n).filter((n) => n);
  function move(by) {
    const list = order.filter((n) => {
      if (matching && !matching.has(n)) return false;
      const row = rows.get(n);
      return !row.parentElement.closest("li.shut") || n === state.node;
    });
    if (!list.length) return;
    const at = list.indexOf(state.node);
    const from = at >= 0 ? at + by : by > 0 ? list.findIndex((n) => n > Math.max(state.node, 0)) : list.length - 1;
    const next = list[Math.min(Math.max(from, 0), list.length - 1)];
    if (next !== undefined) { showTab("facts"); select(next); }
  }
  const inOrder = facts.map((_, f) => f).filter((f) => home.has(f)).sort((a, b) => facts[a][F_START] - facts[b][F_START] || facts[a][F_KIND] - facts[b][F_KIND]);
  function moveFact(by) {
    const list = inOrder.filter((f) => facts[f][F_KIND] !== MEASURE && !state.hidden.has(data.kinds[facts[f][F_KIND]][0]) && (!matching || matching.has(home.get(f))));
    if (!list.length) return;
    let at = list.indexOf(state.fact);
    if (at < 0) {
      const start = state.node > 0 ? nodes[state.node][START] : 0;
      at = list.findIndex((f) => facts[f][F_START] >= start);
      at = at < 0 ? list.length - 1 : by > 0 ? at - 1 : at;
    }
    const f = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    showTab("facts");
    select(home.get(f), { fact: f });
  }
  function fold(li, shut) {
    if (!li.querySelector(":scope > ul")) return;
    li.classList.toggle("shut", shut);
    li.querySelector(":scope > .row > .twist")?.setAttribute("aria-expanded", String(!shut));
  }
  function showPart(name) {
    root.dataset.part = name;
    for (const b of document.querySelectorAll(".dock button")) b.setAttribute("aria-pressed", String(b.dataset.show === name));
  }
  const narrow = () => matchMedia("(max-width: 860px)").matches;

  // ---- events: one listener a kind for the whole page ----
  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, a, [data-f], [data-d], [data-n], summary") ?? event.target;
    if (target.matches(".twist")) { const li = target.closest("li"); return fold(li, !li.classList.contains("shut")); }
    if (target.matches(".chip")) return toggleKind(target.dataset.kind);
    if (target.matches("a[href^='#']")) {
      if (target.classList.contains("skip")) return;
      const hash = decodeURIComponent(target.getAttribute("href").slice(1));
      if (!byId.has(hash)) return;
      event.preventDefault();
      showPart("text");
      showTab("facts");
      return select(byId.get(hash));
    }
    if (target.dataset.copy) return copy();
    if (target.dataset.fact) { showPart("text"); const f = Number(target.dataset.fact); return select(state.node > 0 ? state.node : home.get(f) ?? 0, { fact: f }); }
    if (target.dataset.diagnostic) { showPart("text"); return selectDiagnostic(Number(target.dataset.diagnostic)); }
    if (target.dataset.show) return showPart(target.dataset.show);
    if (target.getAttribute("role") === "tab") return showTab(target.id.replace("pk-tab-", ""));
    if (target === $("prev")) return toHit(state.hit - 1);
    if (target === $("next")) return toHit(state.hit + 1);
    if (target === $("lang")) return switchLanguage();
    if (target === $("theme")) return switchTheme();
    if (target === $("help")) return $("keys").showModal();
    if (target === $("fold")) {
      const shut = $("fold").getAttribute("aria-pressed") !== "true";
      $("fold").setAttribute("aria-pressed", String(shut));
      $("fold").textContent = word(shut ? "unfold" : "fold");
      for (const li of rows.values()) if (shut || li.matches(".n-section")) fold(li, shut);
      return;
    }
    if (!paper.contains(target) || !getSelection().isCollapsed) return;
    const fact = target.closest("[data-f]"), diagnostic = target.closest("[data-d]");
    if (diagnostic && (!fact || fact.contains(diagnostic))) {
      showTab("diagnostics");
      return selectDiagnostic(Number(diagnostic.dataset.d), { scroll: false });
    }
    showTab("facts");
    if (fact) { const f = Number(fact.dataset.f); return select(nodeAt(fact), { fact: f, scroll: false }); }
    if (target.closest("[data-n]")) select(nodeAt(target), { scroll: false });
  });
  document.addEventListener("pointerover", (event) => {
    mark(document.querySelectorAll(".hot"), "hot", false);
    tip.hidden = true;
    if (event.pointerType === "touch" || !event.target.closest) return;
    const item = event.target.closest(".item");
    if (item) return mark(item.dataset.fact ? partsOf("f", item.dataset.fact) : item.dataset.diagnostic ? partsOf("d", item.dataset.diagnostic) : [], "hot", true);
    const element = event.target.closest(".paper [data-d], .paper .f:not(.fm)");
    if (!element) return;
    tip.replaceChildren();
    if (element.dataset.d) {
      const each = found[element.dataset.d], line = make("div");
      line.append(make("b", "", named("diagnostic", each[D_CODE])));
      tip.append(line, each[D_NEW] !== null ? change(element.dataset.d) : make("div", "", message(each)));
    } else {
      const fact = facts[element.dataset.f];
      if (state.hidden.has(data.kinds[fact[F_KIND]][0])) return;
      mark(partsOf("f", element.dataset.f), "hot", true);
      const line = make("div");
      line.append(make("b", "", named("fact", data.kinds[fact[F_KIND]][1]) + " "), [fact[F_VALUE] || textOf(element.dataset.f), fact[F_NOTE], ...fact[F_TAGS].map(([kind, value]) => named(kind, value))].filter(Boolean).join(" · "));
      tip.append(line);
    }
    tip.hidden = false;
    const at = element.getClientRects()[0] ?? element.getBoundingClientRect(), own = tip.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(at.left, innerWidth - own.width - 12)) + "px";
    tip.style.top = (at.top - own.height - 8 > 100 ? at.top - own.height - 8 : at.bottom + 8) + "px";
  });
  let typing = 0;
  document.addEventListener("input", (event) => {
    if (event.target === $("find")) { clearTimeout(typing); typing = setTimeout(() => find($("find").value), 90); }
  });
  document.addEventListener("change", (event) => {
    if (event.target === $("owner")) state.owner = $("owner").value;
    else if (event.target === $("role")) state.role = $("role").value;
    else return;
    filter();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
    const inField = event.target.matches("input, select, textarea");
    if (event.key === "Escape") {
      tip.hidden = true;
      if (narrow() && (root.dataset.part ?? "text") !== "text") return showPart("text");
      if (event.target === $("find") || $("find").value) { $("find").value = ""; find(""); $("find").blur(); return; }
      if (matching) { state.owner = state.role = ""; fillPicks(); return filter(); }
      return select(-1, { scroll: false });
    }
    if (event.target === $("find") && event.key === "Enter") {
      event.preventDefault();
      clearTimeout(typing);
      if (!state.hits.length) return find($("find").value);
      return toHit(state.hit + (event.shiftKey ? -1 : 1));
    }
    if (event.target.getAttribute("role") === "tab" && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      const other = event.target === $("tab-facts") ? "diagnostics" : "facts";
      showTab(other);
      return $("tab-" + other).focus();
    }
    if (inField) return;
    const keys = {
      j: () => move(1), k: () => move(-1), "]": () => moveFact(1), "[": () => moveFact(-1),
      "/": () => { $("find").focus(); $("find").select(); }, c: copy, l: switchLanguage,
      d: () => { showTab("diagnostics"); showPart("right"); }, "?": () => $("keys").showModal(),
    };
    if (Object.hasOwn(keys, event.key)) { event.preventDefault(); keys[event.key](); }
  });
  let waiting = false;
  addEventListener("scroll", () => {
    tip.hidden = true;
    if (waiting || narrow()) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const box = paper.getBoundingClientRect();
      const seen = document.elementFromPoint(box.left + Math.min(300, box.width / 2), 150)?.closest("[data-n]");
      mark(outline.querySelectorAll("li.here"), "here", false);
      const row = seen && rows.get(Number(seen.dataset.n));
      if (!row || !row.offsetParent) return;
      row.classList.add("here");
      if (!outline.matches(":hover")) showRow(row);
    }, 120);
  }, { passive: true });
  addEventListener("hashchange", follow);

  function switchLanguage() { const lang = state.lang === "zh" ? "en" : "zh"; kept.set("lang", lang); setLanguage(lang); }
  function switchTheme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    kept.set("theme", root.dataset.theme);
  }

  if (["dark", "light"].includes(kept.get("theme"))) root.dataset.theme = kept.get("theme");
  setLanguage(kept.get("lang") === "en" ? "en" : "zh");
  follow();
  opened = true;
})();
