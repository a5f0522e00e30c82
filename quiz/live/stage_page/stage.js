"use strict";
// The stage page: draws whatever state the host sends, and says nothing back. Each message is a whole state. Text is only
// ever set as text, never as markup; lengths and sizes are set through the style object, as the page's policy wants it.

const SILENCE = 12000; // milliseconds of silence from the host after which the line counts as dead
const main = document.getElementById("main");
const root = document.documentElement;
const asked = new URLSearchParams(location.search);
let socket = null;
let state = null;
let drawn = ""; // what is on the screen: the same question is not redrawn, so that nothing moves twice
let update = () => {}; // applies a later state of what is on the screen
let clock = null; // {ends, total}
let heard = 0;
let lost = 0; // attempts since the line was lost
let retry = 0;
let over = "";

// ---- light or dark: as the address says, else as the machine is set

const wantsLight = matchMedia("(prefers-color-scheme: light)");
function look() {
  const wanted = asked.get("look");
  root.dataset.look = wanted === "light" || wanted === "dark" ? wanted : wantsLight.matches ? "light" : "dark";
}
wantsLight.addEventListener("change", look);
look();

// ---- building the page

function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) if (value != null && value !== false) made.setAttribute(name, value === true ? "" : value);
  made.append(...children.flat(Infinity).filter((child) => child != null && child !== false && child !== ""));
  return made;
}

function svg(box, path) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("viewBox", box);
  made.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  made.append(line);
  return made;
}

const SHAPES = {
  circle: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z",
  square: "M3 3h18v18H3z",
  triangle: "M12 2 23 21.5H1z",
  diamond: "M12 1 23 12 12 23 1 12z",
  star: "M12 1l3.2 7.6 8.3.7-6.3 5.4 1.9 8L12 18.4l-7.1 4.3 1.9-8L.5 9.3l8.3-.7z",
  cross: "M8.5 2h7v6.5H22v7h-6.5V22h-7v-6.5H2v-7h6.5z",
  moon: "M15 2a10.5 10.5 0 1 0 6.5 14.5A9 9 0 0 1 15 2z",
  heart: "M12 21.5C5 16 1.5 12.5 1.5 8.2 1.5 5 4 2.8 6.8 2.8c2 0 4 1.2 5.2 3.2 1.2-2 3.2-3.2 5.2-3.2 2.8 0 5.3 2.2 5.3 5.4 0 4.3-3.5 7.8-10.5 13.3z",
  hexagon: "M12 1 21.5 6.5v11L12 23l-9.5-5.5v-11z",
};
const shape = (name) => svg("0 0 24 24", SHAPES[name] || SHAPES.circle);
const tick = () => svg("0 0 24 24", "M4 13l5.5 5.5L20 6.5");
const figure = (number) => number.toLocaleString("en-GB");
const wide = (part, share) => { part.style.width = `${Math.max(0, Math.min(100, share))}%`; return part; };

function show(name, ...children) {
  drawn = name;
  main.classList.toggle("to-foot", state.now === "podium");
  main.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

// Text is never cut. Each part shrinks to fit on its own, and all of them together before any one becomes much smaller.
const PARTS = ".tiles, .told, .found, .because, .way, .steps, .standings section, .podium section";
const has = (part) => [part, ...part.querySelectorAll(".tile, .place")].every((one) => one.scrollHeight <= one.clientHeight + 1 && one.scrollWidth <= one.clientWidth + 1);
const scale = (part, size) => part.style.setProperty("--fit", size.toFixed(2));

// Whatever is still moving is measured in its final place.
function fit() {
  root.classList.add("measured");
  fitAll();
  root.classList.remove("measured");
}

function fitAll() {
  const parts = [...main.querySelectorAll(PARTS)];
  for (let size = 1; size > 0.3; size -= 0.05) {
    scale(root, size);
    for (const part of parts) part.style.removeProperty("--fit");
    if (main.scrollHeight <= main.clientHeight + 1 && parts.every((part) => shrink(part, size))) return;
  }
}

function shrink(part, size) {
  for (let own = size; own >= size * 0.7; own -= 0.04) {
    if (own < size) scale(part, own);
    if (has(part)) return true;
  }
  return false;
}
addEventListener("resize", fit);

// ---- the line to the host

function connect() {
  clearTimeout(retry);
  if (over) return;
  if (socket) { socket.onclose = null; socket.close(); }
  const mine = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/stage/live?key=${encodeURIComponent(asked.get("key") || "")}`);
  socket = mine;
  heard = Date.now();
  mine.onmessage = (event) => { heard = Date.now(); lost = 0; take(JSON.parse(event.data)); };
  mine.onclose = lose;
}

function lose() {
  lost += 1;
  trouble();
  retry = setTimeout(connect, Math.min(500 * 2 ** lost, 5000));
  // If another game is hosted there by now, this page is refused for good.
  fetch(location.href, { cache: "no-store" }).then((answer) => { if (answer.status === 403) leave("This page is of another game. Press v on the host’s machine."); }).catch(() => {});
}

setInterval(() => { if (!over && lost === 0 && Date.now() - heard > SILENCE) { socket.onclose = null; socket.close(); lose(); } }, 1000);
for (const name of ["online", "pageshow"]) addEventListener(name, () => { if (lost) connect(); });

function leave(sentence) {
  over = sentence;
  clearTimeout(retry);
  trouble();
}

function trouble() {
  const words = over || (lost ? "The connection to the host is lost. Trying again." : state && state.trouble);
  const band = document.getElementById("trouble");
  const text = words ? `${over ? "" : "▲ "}${words}` : "";
  if (band.textContent === text) return;
  band.textContent = text;
  band.hidden = !text;
  fit();
}

// ---- messages from the host

function take(message) {
  if (message.now === "alive") { trouble(); return; }
  // Without a sentence the game may go on, and this page with it.
  if (message.now === "gone") { if (message.sentence) leave(message.sentence); return; }
  const draws = { lobby, question, revealed, standings, podium };
  if (!draws[message.now]) return;
  state = message;
  frame();
  draws[message.now](message);
  pause();
  trouble();
  fit();
}

function frame() {
  document.title = `${state.title} · INSET Quiz`;
  document.getElementById("title").textContent = state.title;
  document.getElementById("place").textContent = state.place;
  const way = state.corner ? [state.corner] : state.address ? ["Join ", el("b", {}, state.address), "code", el("b", { class: "code" }, state.code)] : [];
  document.getElementById("corner").replaceChildren(...way, ...(state.locked && state.now !== "podium" ? [el("span", { class: "shut" }, "Locked")] : []));
  if (state.now !== "question") setClock(null, null);
}

function pause() {
  const card = document.getElementById("pause");
  const paused = Boolean(state.paused);
  document.body.classList.toggle("paused", paused);
  document.getElementById("stage").inert = paused;
  card.hidden = !paused;
  if (paused && !card.firstChild) card.append(svg("0 0 16 18", "M0 1.5q0-1.5 1.5-1.5h3q1.5 0 1.5 1.5v15q0 1.5-1.5 1.5h-3q-1.5 0-1.5-1.5zM10 1.5q0-1.5 1.5-1.5h3q1.5 0 1.5 1.5v15q0 1.5-1.5 1.5h-3q-1.5 0-1.5-1.5z"), el("h1", {}, "Paused"), el("span", {}, "What you have begun is kept."));
}

// ---- the lobby

function lobby(view) {
  const name = `lobby ${view.address} ${view.code} ${view.locked}`;
  if (drawn !== name) {
    const here = el("section", { class: "here" });
    show(name, el("div", { class: "lobby" },
      el("div", { class: "way" },
        el("h1", { class: "ask" }, view.qr ? "Open this page on your phone" : "Open this page on this machine"),
        el("p", { class: `address${view.address.length > 18 ? " long" : ""}` }, view.address),
        (view.others || []).length ? el("p", { class: "muted" }, `or ${view.others.join(", ")}`) : null,
        el("p", { class: "ask" }, "and type this code"),
        el("p", { class: `code-boxes${view.code.length > 4 ? " five" : ""}` }, [...view.code].map((letter) => el("span", {}, letter))), here),
      view.qr ? el("div", { class: "qr" }, svg(`0 0 ${view.qr_size} ${view.qr_size}`, view.qr), "or point your camera here") : null));
    update = (next) => {
      const names = next.names || [];
      const locked = next.locked ? el("span", { class: "locked" }, "Locked: nobody else can join") : null;
      here.replaceChildren(el("h2", {}, next.here ? `${figure(next.here)} here` : "Nobody is here yet.", next.here ? el("span", {}, "newest first") : null, locked),
        el("ul", { class: "names" }, names.map((one, at) => el("li", { class: at < 2 ? "new" : null }, one))));
      fit();
      more(here, next.here);
    };
  }
  update(view);
}

// As many names as fit, and how many more there are.
function more(here, count) {
  const list = here.querySelector(".names");
  if (!list) return;
  const note = el("li", { class: "more" });
  list.append(note);
  const items = [...list.children].slice(0, -1);
  while (items.length) {
    note.textContent = count > items.length ? `and ${figure(count - items.length)} more` : "";
    note.hidden = count <= items.length;
    if (list.scrollHeight <= list.clientHeight + 1) return;
    items.pop().remove();
  }
  note.remove();
}

// ---- a question being read, open or closed

const length = (text) => (text.length <= 70 ? "l1" : text.length <= 125 ? "l2" : text.length <= 210 ? "l3" : "l4");

function question(view) {
  const name = `question ${view.number} ${view.step} ${view.phase === "reading"}`;
  if (drawn !== name) {
    const came = drawn === `question ${view.number} ${view.step} true`;
    const tiles = (view.tiles || []).map((tile, at) => {
      const made = el("li", { class: `tile t${(at % 6) + 1}` }, el("span", { class: "slab" }, el("span", {}, tile.letter), shape(tile.shape)), el("span", { class: "text" }, tile.text));
      made.style.animationDelay = `${60 * at}ms`;
      return made;
    });
    const told = notes(view);
    const alone = !tiles.length && !told;
    const prompt = el("div", { class: "asked" }, el("h1", { class: "prompt" }, view.prompt), el("p", { class: "how" }));
    const face = el("div", { class: "clock" }, el("p", { class: "figures" }), el("p", { class: "count" }), el("div", { class: "seats", "aria-hidden": "true" }));
    // The texts to read before answering need the room more than the prompt does, so they begin right below it.
    const parts = told ? [el("div", { class: "side" }, prompt, told), el("div", { class: "side" }, face, list(tiles, 2))] : [el("div", { class: "head" }, prompt, face), tiles.length ? list(tiles) : null];
    const box = el("div", { class: `question ${length(view.prompt)}${alone ? " alone" : ""}${told ? " beside" : ""}` }, parts);
    show(name, box);
    box.classList.toggle("come", came);
    update = (next) => {
      for (const phase of ["reading", "open", "closed"]) box.classList.toggle(phase, next.phase === phase);
      box.querySelector(".how").textContent = next.how;
      seats(next);
      setClock(next.seconds == null ? null : next.seconds, next.total, next.paused);
      if (next.phase === "closed") figures(figure(next.answered || 0));
      else if (next.seconds == null) figures("");
    };
  }
  update(view);
}

const list = (tiles, most = 4) => el("ul", { class: `tiles${tiles.length > most ? " many" : ""}`, role: "list" }, tiles);

function notes(view) {
  const parts = (view.notes || []).map((text) => el("p", { class: (view.notes || []).length > 1 ? "item" : "note" }, text));
  if (!parts.length && !(view.lines || []).length) return null;
  return el("div", { class: `told${parts.length === 1 ? " scene" : ""}` }, parts, conversation(view.lines));
}

function conversation(lines) {
  if (!lines || !lines.length) return null;
  let before = null;
  return el("ol", { role: "list" }, lines.map((line, at) => {
    const who = line.sender && line.sender !== before ? el("span", { class: "who" }, line.mine ? "You" : line.sender) : null;
    before = line.sender;
    return el("li", { class: `line${line.mine ? " mine" : ""}${line.cue ? " cue" : ""}` }, el("span", { class: "no" }, at + 1), el("span", { class: "said" }, who, line.text, line.cue ? el("span", { class: "cue-why" }, line.cue) : null));
  }));
}

function seats(view) {
  const count = main.querySelector(".count");
  const row = main.querySelector(".seats");
  const answered = view.answered || 0;
  const players = view.players || 0;
  if (view.phase === "reading") { count.replaceChildren("Answers open"); return; }
  count.replaceChildren(...(view.phase === "closed" ? [`of ${figure(players)} in`] : [el("b", {}, `${figure(answered)} of ${figure(players)}`), " in"]));
  if (players > 120) {
    row.replaceChildren(el("div", { class: "track" }, wide(el("div"), (100 * answered) / players)));
    return;
  }
  while (row.children.length > players) row.lastChild.remove();
  while (row.children.length < players) row.append(el("i"));
  [...row.children].forEach((seat, at) => seat.classList.toggle("in", at < answered));
}

// ---- the clock, only for show: the host's decides

function setClock(seconds, total, paused) {
  clock = seconds == null ? null : { ends: performance.now() + seconds * 1000, total: total || seconds, still: paused ? seconds : null };
  document.getElementById("time").classList.toggle("on", Boolean(clock));
  ticked();
}

function figures(text) {
  const place = main.querySelector(".figures");
  if (!place) return;
  if (place.textContent !== text) place.textContent = text;
  place.classList.toggle("long", text.length > 3);
}

function ticked() {
  const left = document.getElementById("left");
  if (!clock) { wide(left, 0); document.body.classList.remove("late"); return; }
  const seconds = Math.ceil(clock.still == null ? Math.max(0, (clock.ends - performance.now()) / 1000) : clock.still);
  const reading = state.phase === "reading";
  wide(left, reading ? 0 : (100 * seconds) / clock.total);
  document.getElementById("time").classList.toggle("on", !reading);
  document.body.classList.toggle("late", !reading && seconds < 10);
  figures(seconds < 100 ? String(seconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
}
setInterval(() => { if (clock && clock.still == null) ticked(); }, 250);

// ---- results

function revealed(view) {
  const name = JSON.stringify([view.now, view.number, view.step, view.bars, view.dropped, view.decided, view.key]);
  if (drawn === name) return;
  const bars = view.bars || [];
  const large = bars.some((bar) => bar.letter) && !(view.lines || []).length;
  const most = Math.max(1, ...bars.map((bar) => bar.count || 0));
  const found = el("section", { class: `found${large ? "" : " plain"}` },
    view.decided ? el("p", { class: "keys" }, `The hall decides: ${view.decided}`) : null,
    key(view), conversation(view.lines), bars.length ? el("ul", { class: "bars", role: "list" }, bars.map((bar) => barOf(bar, most, large, !view.decided))) : null,
    view.few ? el("p", { class: "few" }, view.few) : null,
    view.sure ? el("p", { class: "few" }, view.sure) : null);
  const because = el("section", { class: "because" },
    view.why ? [el("h2", { class: "label" }, view.scored === false ? "To talk about" : "Why"), el("p", { class: "why" }, view.why)] : null,
    view.action ? [el("h2", { class: "label" }, view.decided ? "So it ends" : "Do now"), el("p", { class: "do" }, view.action)] : null,
    view.source ? el("p", { class: "source" }, `Source: ${view.source}`, view.more_sources ? `. And ${view.more_sources} more on your phone` : "") : null);
  show(name, el("div", { class: "revealed" },
    el("h1", { class: "asked" }, view.prompt), view.dropped ? el("p", { class: "dropped" }, view.dropped) : null,
    found.childElementCount || because.childElementCount ? el("div", { class: `outcome${because.childElementCount ? "" : " one"}` }, found, because.childElementCount ? because : null) : null));
}

function key(view) {
  const lines = view.key || [];
  if (!lines.length) return null;
  return el("ol", { class: `keys${lines.length === 1 ? " single" : ""}`, role: "list" }, lines.map((line, at) => el("li", {}, el("span", { class: "slab" }, view.numbered ? String(at + 1) : tick()), el("span", {}, line))));
}

function barOf(bar, most, large, counts) {
  const track = el("div", { class: "track" }, wide(el("div", { class: "fill" }), (100 * bar.count) / most));
  const number = bar.count == null ? null : el("span", { class: "number" }, figure(bar.count));
  const right = bar.right ? " right" : "";
  if (!large) return el("li", { class: `bar${right}` }, el("span", { class: "text" }, bar.right && bar.letter ? "✔ " : "", bar.text), track, number);
  const ticked = bar.right && counts ? el("span", { class: "disc", role: "img", "aria-label": "Right:" }, tick()) : null;
  return el("li", { class: `bar${right}` },
    el("div", { class: "of" }, el("span", { class: "sign" }, bar.letter, shape(bar.shape)), el("span", { class: "text" }, ticked, bar.text), number), number ? track : null);
}

// ---- standings

function teamBars(teams) {
  const most = Math.max(1, ...teams.map((team) => team.points));
  return el("ul", { class: "team-bars", role: "list" }, teams.map((team) => el("li", { class: team.rank === 1 ? "first" : null },
    el("div", { class: "of" }, el("span", {}, team.name), el("span", { class: "people" }, team.people ? `${team.people} ${team.people === 1 ? "person" : "people"}` : ""), el("b", {}, figure(team.points))),
    el("div", { class: "track" }, wide(el("div", { class: "fill" }), (100 * team.points) / most)))));
}

function standings(view) {
  const name = JSON.stringify([view.now, view.front, view.teams]);
  if (drawn === name) return;
  const front = view.front || [];
  const teams = view.teams || [];
  if (!front.length && !teams.length) { show(name, el("div", { class: "later" }, el("h1", {}, `${view.place}.`), el("p", { class: "muted" }, "Your phone has your points."))); return; }
  show(name, el("div", { class: `standings${front.length && teams.length ? "" : " one"}` },
    front.length ? el("section", {}, el("h1", {}, "Leading"), el("ol", { class: "front", role: "list" }, front.map((line, at) =>
      el("li", { class: `${at < 3 ? "high" : ""}${line.rank === 1 ? " first" : ""}` }, el("span", { class: "rank" }, line.rank), el("span", {}, line.name, moved(line.rose)),
        el("span", { class: "team" }, line.team), el("span", { class: "points" }, figure(line.points))))),
    view.more ? el("p", { class: "and" }, `and ${figure(view.more)} more; your phone has your place`) : null) : null,
    teams.length ? el("section", {}, el("h1", {}, "Teams", el("span", {}, "mean of their people")), teamBars(teams)) : null));
}

const moved = (rose) => (rose ? el("span", { class: "moved" }, `${rose > 0 ? "▲" : "▼"} ${Math.abs(rose)}`) : null);

function podium(view) {
  const name = JSON.stringify([view.now, view.steps, view.teams]);
  if (drawn === name) return;
  const steps = view.steps || [];
  const teams = view.teams || [];
  const before = new Set([...main.querySelectorAll(".place.shown")].map((place) => place.dataset.place));
  const places = [1, 0, 2].map((at) => stepOf(steps[at], at + 1, before));
  const facts = (view.facts || []).map((fact) => el("p", {}, fact));
  const side = teams.length || facts.length ? el("section", {}, teams.length ? [el("h2", {}, "Teams"), teamBars(teams)] : null, facts.length ? el("div", { class: "facts" }, facts) : null) : null;
  show(name, el("div", { class: `podium${steps.length && side ? "" : " one"}` },
    el("h1", { class: "unseen" }, view.place), steps.length ? el("div", { class: "steps" }, places) : null, side));
  // Bars grew with the first step, and steps that were shown already stay as they are.
  if (before.size) for (const bar of main.querySelectorAll(".fill")) bar.style.animation = "none";
}

function stepOf(step, place, before) {
  if (!step) return el("div");
  const names = step.names || [];
  const made = el("div", { class: `place p${place}${names.length ? " shown" : ""}`, "data-place": place },
    names.map((name, at) => [el("p", { class: "name" }, name), (step.teams || [])[at] ? el("p", { class: "team" }, step.teams[at]) : null]),
    step.more ? el("p", { class: "team" }, `and ${figure(step.more)} more`) : null,
    el("div", { class: "step" }, el("span", { class: "rank" }, step.rank), el("span", { class: "points" }, names.length ? figure(step.points || 0) : "")));
  if (before.has(String(place))) made.querySelector(".step").style.animation = "none";
  return made;
}

connect();
