"use strict";
// The answer pad: draws whatever state the host sends, and sends answers back. Each message is a whole state, so a pad
// that was away draws the present one and is where the game is. Text is only ever set as text, never as markup.

const main = document.getElementById("main");
const CODE = (new URLSearchParams(location.search).get("code") || "").toUpperCase().slice(0, 12);
const KEPT = "inset-quiz";
let socket = null;
let joined = null; // {token, name, team, code}
let state = null;
let waiting = null; // an answer that the host has not yet confirmed: {number, scene, given}
let view = ""; // what is drawn: the same question is not drawn anew, so that nothing half typed is lost
let attempts = 0;
let retry = 0;
let answering = 0;
let clock = null; // {ends, total}

// ---- what is kept on the device: the token alone, for one game

const memory = {
  read() { try { return JSON.parse(localStorage.getItem(KEPT)); } catch { return null; } },
  write(value) { try { localStorage.setItem(KEPT, JSON.stringify(value)); } catch { /* a private window keeps nothing */ } },
  clear() { try { localStorage.removeItem(KEPT); } catch { /* nothing was kept */ } },
};

// ---- building the page

function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child != null && child !== false && child !== ""));
  return made;
}

const p = (text, kind) => (text ? el("p", { class: kind }, text) : null);
const heading = (text) => el("h1", { tabindex: "-1" }, text);
const say = (text) => { document.getElementById("said").textContent = text; };
const trouble = (text) => {
  const line = document.getElementById("trouble");
  line.hidden = !text;
  if (line.textContent !== text) line.textContent = text;
};
const ordinal = (n) => n + (n % 100 >= 11 && n % 100 <= 13 ? "th" : ["th", "st", "nd", "rd"][n % 10] || "th");
const counted = (n, thing) => `${n.toLocaleString("en-GB")} ${thing}${n === 1 ? "" : "s"}`;

function draw(name, ...children) {
  view = name;
  say(""); // What was said of one view is not true of the next, and a screen reader does not say the same words twice.
  main.replaceChildren(...children.flat(Infinity).filter(Boolean));
  const first = main.querySelector("h1");
  if (first) first.focus({ preventScroll: true });
  scrollTo(0, 0);
}

// ---- the line to the host

function connect() {
  clearTimeout(retry);
  if (socket) { socket.onclose = null; socket.close(); }
  const mine = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/play`);
  socket = mine;
  mine.onopen = () => {
    attempts = 0;
    trouble("");
    if (joined) send({ do: "return", token: joined.token });
    else if (view !== "join") drawJoin();
  };
  mine.onmessage = (event) => { heard = Date.now(); attempts = 0; trouble(""); take(JSON.parse(event.data)); };
  mine.onclose = () => {
    if (view === "over") return;
    if (++attempts > 1 || joined) trouble("The connection is lost. Trying again by itself…");
    retry = setTimeout(connect, Math.min(400 * 2 ** attempts, 4000) * (0.75 + Math.random() / 2));
  };
}

function send(message) {
  if (!socket || socket.readyState !== WebSocket.OPEN) return false;
  socket.send(JSON.stringify(message));
  return true;
}

// A phone that was locked may hold a line that is dead and does not know it: ask, and begin anew if nothing comes.
let heard = 0;
function wake() {
  if (document.hidden || view === "over" || !joined) return;
  if (!send({ do: "return", token: joined.token })) { connect(); return; }
  const asked = Date.now();
  setTimeout(() => { if (heard < asked) connect(); }, 2500);
}
document.addEventListener("visibilitychange", wake);
addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
addEventListener("online", wake);

// ---- what the host says

function take(message) {
  const draws = {
    welcome: drawWelcome, refused: drawRefused, lobby: drawLobby, reading: drawReading, open: drawOpen, taken: drawTaken,
    closed: drawClosed, paused: drawPaused, decided: drawDecided, revealed: drawRevealed, standings: drawStandings, finished: drawFinished,
    removed: drawOver, gone: drawOver,
  };
  if (!draws[message.now]) return;
  if (!["welcome", "refused", "taken"].includes(message.now)) {
    state = message;
    if (message.now !== "open") { clock = null; waiting = null; clearTimeout(answering); }
    showWho(message);
  }
  draws[message.now](message);
}

function showWho(message) {
  document.getElementById("who").hidden = !joined;
  if (!joined) return;
  document.getElementById("name").textContent = joined.team ? `${joined.name} · ${joined.team}` : joined.name;
  const total = message.now === "revealed" ? message.total : message.points;
  if (total != null) document.getElementById("points").textContent = counted(total, "point");
}

function drawWelcome(message) {
  joined = { token: message.token, name: message.name, team: message.team, code: joinedCode || CODE };
  memory.write(joined);
  document.getElementById("points").textContent = "";
}

// ---- joining

const FIRST = "Amber Brave Bright Calm Clever Cosy Curious Eager Early Gentle Golden Jolly Kind Lively Merry Mellow Nimble Quick Quiet Rapid Silver Sunny Swift Tidy Velvet Witty".split(" ");
const SECOND = "Badger Beetle Curlew Dolphin Falcon Finch Fox Hare Hedgehog Heron Kestrel Lark Lynx Magpie Marten Mole Newt Otter Owl Plover Puffin Robin Seal Sparrow Squirrel Starling Swallow Swan Tern Wren".split(" ");
const oneOf = (words) => words[Math.floor(Math.random() * words.length)];
const nickname = () => `${oneOf(FIRST)} ${oneOf(SECOND)}`;
let joinedCode = "";
let typed = { code: CODE, name: nickname(), team: "" };

function drawJoin(refusal) {
  const error = (field) => (refusal && refusal.field === field ? p(refusal.sentence, "error") : null);
  const attributes = (field) => ({ "aria-invalid": error(field) ? "true" : null, "aria-describedby": error(field) ? `${field}-error` : null });
  const named = (field) => { const shown = error(field); if (shown) shown.id = `${field}-error`; return shown; };
  const teams = (refusal && refusal.teams) || [];
  const code = el("input", { id: "code", value: typed.code, required: true, maxlength: 12, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", ...attributes("code") });
  const name = el("input", { id: "nick", value: typed.name, required: true, maxlength: 24, autocomplete: "off", spellcheck: "false", ...attributes("name") });
  const team = teams.length
    ? el("select", { id: "team", required: true, ...attributes("team") }, el("option", { value: "" }, "Choose your team"), teams.map((one) => el("option", { value: one, selected: one === typed.team }, one)))
    : el("input", { id: "team", value: typed.team, maxlength: 24, autocomplete: "off", ...attributes("team") });
  draw("join",
    heading("Join the quiz"),
    refusal && !refusal.field ? p(refusal.sentence, "error") : null,
    el("form", {
      onsubmit: (event) => {
        event.preventDefault();
        typed = { code: code.value.trim().toUpperCase(), name: name.value, team: team.value };
        joinedCode = typed.code;
        if (!send({ do: "join", ...typed })) trouble("There is no connection to the host yet. Trying again by itself…");
      },
    },
      el("label", { for: "code" }, "Code on the big screen"), code, named("code"),
      el("label", { for: "nick" }, "Nickname that everyone will see"), name, named("name"),
      el("button", { type: "button", class: "quiet", onclick: () => { name.value = nickname(); say(name.value); } }, "Suggest another"),
      el("label", { for: "team" }, teams.length ? "Team" : "Team (if you have one)"), team, named("team"),
      el("button", { class: "do" }, "Join")),
    p("Your answers stay on the host’s laptop. Nothing is installed on this device.", "muted"));
  const wrong = main.querySelector("[aria-invalid]");
  if (wrong) wrong.focus();
}

function drawRefused(message) {
  if (joined && !["code", "name", "team"].includes(message.field)) {
    if (message.field === "token") { forget(); drawJoin({ sentence: message.sentence, field: "" }); return; }
    if (state && state.now === "open") { waiting = null; refreshAnswer(); }
    trouble(message.sentence);
    return;
  }
  if (joined) forget();
  drawJoin(message);
}

function forget() { joined = null; memory.clear(); document.getElementById("who").hidden = true; }

function leaveButton() {
  return el("button", { class: "quiet", onclick: () => { send({ do: "leave" }); forget(); typed.name = nickname(); drawJoin(); } }, "Leave the game");
}

// ---- before and between questions

function drawLobby(message) {
  if (view === "lobby") { document.getElementById("here").textContent = here(message); return; }
  draw("lobby", heading(`You are in, ${joined ? joined.name : message.name}`), p(message.title),
    p("The quiz begins when the host starts it. Keep this page open."), el("p", { id: "here", class: "muted" }, here(message)), leaveButton());
}
const here = (message) => `${counted(message.players, "player")} here so far.`;

const place = (message) => p(`Question ${message.number} of ${message.of}${message.rounds > 1 ? ` · round ${message.round} of ${message.rounds}` : ""}`, "muted");

function drawReading(message) {
  draw(`reading ${message.number}`, place(message), heading(message.prompt), p("Read the question. The answers open in a moment.", "muted"));
}

function drawPaused() {
  draw("paused", heading("The host has paused the game"), p("Keep this page open. It goes on by itself."));
}

function drawClosed(message) {
  const answered = message.taken !== false;
  draw(`closed ${message.number}`, heading(answered ? "Your answer is in" : "Time is up"), p("Look at the big screen."));
}

function drawDecided(message) {
  draw(`decided ${message.number}`, heading("The hall has decided"), p(message.choice, "action"),
    p(`${message.votes} of ${counted(message.voted, "vote")}.`, "muted"), p(message.why), p("Look at the big screen.", "muted"));
}

// ---- answering

let form = null; // of the question that is open: {read(): given or null, show(given), lock(locked)}

function drawOpen(message) {
  setClock(message);
  const scene = message.question.scene ? message.question.scene.text : "";
  const name = `open ${message.number} ${message.step}`;
  if (waiting && (waiting.number !== message.number || waiting.step !== message.step)) waiting = null;
  if (view !== name) {
    form = (FORMS[message.question.type] || FORMS.single)(message.question);
    draw(name, place(message), clockLine(message), heading(message.question.prompt), scene ? p(scene) : null, form.parts,
      el("p", { id: "answer", class: "muted" }));
    tick();
  }
  if (waiting && !message.taken) post(waiting.given);
  if (message.given) form.show(message.given);
  refreshAnswer();
}

function answer(given) {
  if (!state || state.now !== "open" || (state.taken && !state.may_change)) return;
  post(given);
  form.show(given);
  refreshAnswer();
}

// An answer is sent again until the host says that it is kept; the host takes one answer, so twice does no harm.
function post(given) {
  waiting = { number: state.number, step: state.step, given };
  send({ do: "answer", question: state.number, step: state.step, given });
  clearTimeout(answering);
  answering = setTimeout(() => { if (waiting) wake(); }, 4000);
}

function drawTaken(message) {
  if (!state || state.now !== "open" || state.number !== message.number || state.step !== message.step) return;
  clearTimeout(answering);
  waiting = null;
  state.taken = true;
  state.given = message.given;
  form.show(message.given);
  refreshAnswer();
}

function refreshAnswer() {
  const line = document.getElementById("answer");
  if (!line || !state || state.now !== "open") return;
  const words = waiting ? "Sending…" : !state.taken ? "" : state.may_change ? "Your answer is in. You can change it until the time ends." : "Your answer is in.";
  form.lock(state.taken && !state.may_change && !waiting);
  if (line.textContent !== words) { line.textContent = words; if (!waiting) say(words); }
}

const pressed = (button, on) => button.setAttribute("aria-pressed", String(on));
const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
const locked = (parts, on) => parts.forEach((part) => { if (on) part.setAttribute("aria-disabled", "true"); else part.removeAttribute("aria-disabled"); });
const isLocked = (part) => part.getAttribute("aria-disabled") === "true";

const SHAPES = { circle: "●", square: "■", triangle: "▲", diamond: "◆", star: "★", cross: "✚", moon: "☾", heart: "♥", hexagon: "⬢" };
const sign = (option) => el("span", { class: "sign" }, option.letter, " ", el("span", { "aria-hidden": "true" }, SHAPES[option.shape] || ""));
const optionButton = (option, onclick) => el("button", { type: "button", "aria-pressed": "false", onclick }, sign(option), el("span", { class: "text" }, option.text));
const sendButton = () => el("button", { class: "do" }, "Send answer");
const group = (legend, ...parts) => el("fieldset", {}, el("legend", {}, legend), parts);

function submitting(read, ...parts) {
  const hint = el("p", { class: "error", role: "alert" });
  return el("form", {
    novalidate: true,
    onsubmit: (event) => {
      event.preventDefault();
      const given = read();
      hint.textContent = typeof given === "string" ? given : "";
      if (typeof given !== "string" && !isLocked(event.target.querySelector(".do"))) answer(given);
    },
  }, parts, hint, sendButton());
}
const lockForm = (container, on) => {
  locked([...container.querySelectorAll("button")], on);
  container.querySelectorAll("input").forEach((input) => { input.readOnly = on; });
  container.querySelectorAll("select").forEach((select) => { select.disabled = on; });
};

function oneTap(options, given, which) {
  const buttons = options.map((option, position) => optionButton(option, () => { if (!isLocked(buttons[position])) answer(given(position)); }));
  return {
    parts: group("Tap your answer", buttons),
    show: (shown) => buttons.forEach((button, position) => pressed(button, which(shown) === position)),
    lock: (on) => locked(buttons, on),
  };
}

const messages = (lines) => (lines || []).map((line) => el("p", { class: "message" }, el("b", {}, line.sender), line.text));

const FORMS = {
  single: (question) => oneTap(question.options, (position) => ({ picked: [position] }), (given) => given.picked[0]),

  "true-false": (question) => FORMS.single(question),

  scenario: (question) => {
    const made = oneTap(question.scene.choices, (position) => ({ choice: position }), (given) => given.choice);
    return { ...made, parts: [messages(question.scene.lines), made.parts] };
  },

  multiple: (question) => {
    const buttons = question.options.map((option, position) => optionButton(option, () => { if (!isLocked(buttons[position])) pressed(buttons[position], !isPressed(buttons[position])); }));
    const picked = () => buttons.flatMap((button, position) => (isPressed(button) ? [position] : []));
    const made = submitting(() => (picked().length ? { picked: picked() } : "Tap at least one answer first."), group("Tap all that are right", buttons));
    return {
      parts: made,
      show: (given) => buttons.forEach((button, position) => pressed(button, given.picked.includes(position))),
      lock: (on) => lockForm(made, on),
    };
  },

  order: (question) => {
    let order = [];
    const signs = question.options.map(() => el("span", { class: "sign" }));
    const buttons = question.options.map((option, position) => el("button", {
      type: "button", "aria-pressed": "false",
      onclick: () => {
        if (isLocked(buttons[position])) return;
        order = order.includes(position) ? order.filter((one) => one !== position) : [...order, position];
        paint();
        say(order.includes(position) ? `${ordinal(order.indexOf(position) + 1)}: ${option.text}` : `Taken out: ${option.text}`);
      },
    }, signs[position], el("span", { class: "text" }, option.text)));
    const paint = () => buttons.forEach((button, position) => {
      const at = order.indexOf(position);
      signs[position].textContent = at < 0 ? "–" : ordinal(at + 1);
      pressed(button, at >= 0);
    });
    const made = submitting(() => (order.length === buttons.length ? { order } : "Tap every step first, in the right order."),
      group("Tap the steps in the right order. Tap one again to take it out.", buttons));
    paint();
    return { parts: made, show: (given) => { order = [...given.order]; paint(); }, lock: (on) => lockForm(made, on) };
  },

  match: (question) => {
    const selects = question.items.map((item, position) => el("select", { id: `item-${position}` },
      el("option", { value: "" }, "Choose"), question.boxes.map((box, at) => el("option", { value: at }, box))));
    const read = () => selects.map((select) => (select.value === "" ? null : Number(select.value)));
    const made = submitting(() => (read().includes(null) ? "Choose something for every line first." : { boxes: read() }),
      group("What belongs to what?", question.items.map((item, position) => [el("label", { for: `item-${position}` }, item), selects[position]])));
    return {
      parts: made,
      show: (given) => selects.forEach((select, position) => { select.value = given.boxes[position] ?? ""; }),
      lock: (on) => lockForm(made, on),
    };
  },

  number: (question) => typing(question, question.unit ? `Your figure, in ${question.unit}` : "Your figure", "decimal"),
  short: (question) => typing(question, "Your answer, in a word or two", "text"),

  spot: (question) => {
    const verdicts = ["scam", "genuine"];
    const names = ["Scam", "Genuine"];
    const judge = verdicts.map((verdict, at) => el("button", {
      type: "button", "aria-pressed": "false",
      onclick: () => { if (!isLocked(judge[at])) judge.forEach((button, other) => pressed(button, other === at)); },
    }, names[at]));
    const lines = question.lines.map((line, at) => el("button", {
      type: "button", "aria-pressed": "false", class: "message",
      onclick: () => { if (!isLocked(lines[at])) pressed(lines[at], !isPressed(lines[at])); },
    }, el("span", { class: "text" }, el("b", {}, line.sender), line.text)));
    const read = () => {
      const verdict = verdicts[judge.findIndex(isPressed)];
      return verdict ? { verdict, lines: lines.flatMap((line, at) => (isPressed(line) ? [at] : [])) } : "Say first whether it is a scam or genuine.";
    };
    const made = submitting(read, p(`From ${question.sender}, by ${{ whatsapp: "WhatsApp", email: "email", sms: "text message" }[question.channel] || question.channel}`, "muted"),
      group("Tap the lines that give a scam away", lines), group("What is it?", el("div", { class: "pair" }, judge)));
    return {
      parts: made,
      show: (given) => {
        judge.forEach((button, at) => pressed(button, given.verdict === verdicts[at]));
        lines.forEach((line, at) => pressed(line, given.lines.includes(at)));
      },
      lock: (on) => lockForm(made, on),
    };
  },
};

function typing(question, words, mode) {
  const input = el("input", { id: "typed", inputmode: mode, maxlength: 200, autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  const made = submitting(() => (input.value.trim() ? { text: input.value.trim() } : "Type your answer first."), el("label", { for: "typed" }, words), input);
  return { parts: made, show: (given) => { input.value = given.text; }, lock: (on) => lockForm(made, on) };
}

// ---- the clock is for show: the host's decides

function setClock(message) {
  clock = message.seconds == null ? null : { ends: performance.now() + message.seconds * 1000, total: message.total || message.seconds, warned: message.seconds <= 10 };
}

function clockLine(message) {
  if (message.seconds == null) return p("No time limit", "muted");
  return el("div", { class: "clock", id: "clock" }, el("progress", { max: message.total || message.seconds, "aria-hidden": "true" }), el("output", { "aria-live": "off" }));
}

function tick() {
  const line = document.getElementById("clock");
  if (!line || !clock) return;
  const left = Math.max(0, (clock.ends - performance.now()) / 1000);
  const whole = Math.ceil(left);
  line.querySelector("output").textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  const bar = line.querySelector("progress");
  bar.max = Math.max(clock.total, left);
  bar.value = left;
  line.classList.toggle("late", left <= 5);
  if (!clock.warned && left <= 10) { clock.warned = true; if (!state.taken) say("Ten seconds left"); }
}
setInterval(tick, 250);

// ---- what came of it

const list = (texts) => (texts.length > 1 ? el("ul", { class: /^\d+\. /.test(texts[0]) ? "plain" : null }, texts.map((text) => el("li", {}, text))) : p(texts[0]));
const part = (title, texts) => (texts && texts.length ? [el("h2", {}, title), list(texts)] : []);

function sources(found) {
  if (!found || !found.length) return [];
  return [el("h2", {}, found.length > 1 ? "Sources" : "Source"), found.map((source) => {
    const safe = /^https?:\/\//i.test(source.url);
    const title = safe ? el("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.title) : source.title;
    return el("p", {}, title, `, ${source.publisher}, checked ${source.checked}${source.note ? `, ${source.note}` : ""}`);
  })].flat();
}

function drawRevealed(message) {
  if (message.skipped) { draw(`skipped ${message.number}`, heading("This question does not count"), p("The host took it out of the game.")); return; }
  const verdict = !message.answered ? "No answer this time" : message.right ? "✔ Right" : message.mark > 0 ? "◐ Partly right" : "✘ Not right";
  const score = `${counted(message.points, "point")} for this question. You are ${ordinal(message.rank)} of ${message.players}.`;
  const first = heading(verdict);
  first.className = `verdict${message.right ? " right" : ""}`;
  draw(`revealed ${message.number}`, first, p(score), p(message.prompt, "muted"),
    message.right ? [] : part("Your answer", message.given), part(message.key.length > 1 ? "The right answers" : "The right answer", message.key),
    message.right ? [] : part("About your answer", message.why), message.explanation ? [el("h2", {}, "Why"), p(message.explanation)] : [],
    message.action ? [el("h2", {}, "Do now"), p(message.action, "action")] : [], sources(message.sources));
}

const table = (rows) => el("ol", { class: "plain" }, rows.map((row) => el("li", {}, el("b", {}, ordinal(row.rank)), el("span", { class: "text" }, row.name), el("span", {}, row.points.toLocaleString("en-GB")))));

function drawStandings(message) {
  draw("standings", heading(`After round ${message.round} of ${message.rounds}`), el("p", { class: "big" }, ordinal(message.rank)),
    p(`of ${counted(message.players, "player")}, with ${counted(message.points, "point")}.`),
    message.team && message.team_rank ? p(`${message.team} is ${ordinal(message.team_rank)} of the teams.`) : null,
    [el("h2", {}, "In front"), table(message.top)]);
}

function drawFinished(message) {
  draw("finished", heading("That was the quiz"), el("p", { class: "big" }, ordinal(message.rank)),
    p(`of ${counted(message.players, "player")}, with ${counted(message.points, "point")}: ${message.right} of ${counted(message.of, "question")} right.`),
    [el("h2", {}, "In front"), table(message.podium)], message.teams.length ? [el("h2", {}, "Teams"), table(message.teams)] : [],
    p("Thank you for playing. You can close this page.", "muted"));
}

function drawOver(message) {
  forget();
  draw("over", heading("You are out of the game"), p(message.sentence), el("button", { class: "do", onclick: () => { view = ""; connect(); } }, "Join again"));
  socket.close();
}

// ---- begin: as the player that this device was, unless it comes with the code of another game

joined = memory.read();
if (joined && CODE && joined.code !== CODE) forget();
connect();
