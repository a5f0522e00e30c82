// The practice page: the start, the questions with their feedback, and the results. It sends nothing anywhere itself; the
// player's place is kept by a keeper, the module that the page starts with.

import { Attempt } from "./attempt.js";
import { bank } from "./bank.js";
import { drawFeedback } from "./feedback.js";
import { FORMS } from "./forms.js";
import { onScreen } from "./screen.js";
import { button, byId, counted, el, half, heading, icon, main, ordinal, p, say, show } from "./page.js";
import { resultParts } from "./results.js";
import { sceneAfter, TYPES, wayThrough } from "./types.js";

const SETTLE = 300; // milliseconds in which a second tap does not answer what has appeared under the finger

// `keeper` has `note`, a sentence on what is kept where; `kept()`, the text that was kept last, or null; `past()`, a map of
// what was asked before; `ended(attempt)`; `keep(attempt)`, which says whether all of that was kept, and `trouble`, what to
// say where it was not. Perhaps it has `forget()`, and `follow(changed)`, which is told the text that another window has
// kept, or null. One that tries again what was not kept has `again()`, which does so at once and says whether it is kept now,
// `retried(told)`, which is told the same each time, and `unrecorded`, what to say instead where that is the result.
let keeper = null;
let attempt = null;
let drawnAt = 0;

export function begin(given) {
  keeper = given;
  document.title = bank.title;
  byId("name").replaceChildren(el("b", {}, bank.title));
  const kept = keeper.kept();
  drawStart(kept && Attempt.read(kept));
  if (keeper.follow) keeper.follow(goOnElsewhere);
  if (keeper.retried) keeper.retried(drawTrouble);
}

// Two windows of one browser share a place: otherwise the last one to answer would undo what the other has done.
function goOnElsewhere(text) {
  const there = text && Attempt.read(text);
  if (attempt && there) goOnWith(there);
  else {
    attempt = null;
    drawStart(there);
  }
  say(there ? "It has gone on in another window." : "Another window has put an end to this.");
}

function draw(kind, ...children) {
  drawnAt = performance.now();
  const open = attempt && !attempt.isOver;
  byId("who").hidden = byId("line").hidden = !open;
  if (open) {
    byId("place").textContent = `Question ${attempt.number + 1} of ${attempt.length}`;
    byId("left").style.width = `${(100 * attempt.marks.length) / attempt.length}%`;
  }
  show(kind, ...children);
}
const hasSettled = () => performance.now() - drawnAt > SETTLE;

const keep = () => drawTrouble(keeper.keep(attempt));

function drawTrouble(isKept) {
  const trouble = byId("trouble");
  const words = isKept ? "" : attempt.isOver && keeper.unrecorded ? keeper.unrecorded : keeper.trouble;
  // A removed element has lost the focus, and a screen reader need say only once what has not changed.
  if (isKept && trouble.contains(document.activeElement)) main.querySelector("h1").focus();
  trouble.hidden = isKept;
  if (trouble.firstChild?.textContent === words) return;
  const again = words && keeper.again ? el("button", { type: "button", id: "now", onclick: tryAgain }, "Try again") : "";
  trouble.replaceChildren(...(words ? [el("span", {}, words), again] : []));
}

function tryAgain() {
  say(keeper.again() ? "It is kept now." : "It is not kept yet.");
}

// ---- start

function drawStart(before) {
  const facts = [
    bank.draft && "Draft: still being written",
    counted(bank.asked, "question"),
    `pass mark ${bank.pass_mark} %`,
    bank.audience,
    bank.version && `version ${bank.version}`,
    bank.licence,
  ];
  const isOpen = before && !before.isOver;
  const anew = (kind, words) => button(kind, beginAnew, words);
  draw(
    "start",
    heading(bank.title),
    p(bank.summary),
    p(facts.filter(Boolean).join(" · "), "muted"),
    p(keeper.note, "muted"),
    el(
      "div",
      { class: "foot" },
      isOpen
        ? button("do", () => goOnWith(before), `Go on at question ${before.number + 1} of ${before.length}`)
        : anew("do", before ? "Practise again" : "Begin"),
      isOpen ? anew("quiet", "Begin anew") : null,
      before && before.isOver ? button("quiet", () => goOnWith(before), "See your last result") : null,
    ),
  );
}

function beginAnew() {
  attempt = Attempt.begin(keeper.past());
  keep();
  drawPresent();
}

// The kept text is complete, but another page may have written it: then the quiz starts afresh.
function goOnWith(before) {
  attempt = before;
  try {
    drawPresent();
  } catch {
    beginAnew();
  }
}

function drawPresent() {
  if (attempt.isOver) drawResult();
  else if (attempt.isTelling) drawTold();
  else drawQuestion();
}

function drawResult() {
  const again = button("do", beginAnew, "Practise again");
  const gone = keeper.forget ? button("quiet", forget, "Forget what this browser has kept") : null;
  draw("places", resultParts(attempt.result()), el("div", { class: "foot" }, again, gone));
}

function forget() {
  keeper.forget();
  attempt = null;
  drawStart(null);
  say("Nothing is kept here any more.");
}

// ---- a question

function drawQuestion() {
  const { question, seed, choices } = attempt;
  const screen = onScreen(question, seed, choices);
  const form = FORMS[question.type](screen.shown, true, "Check");
  const fills = Boolean(form.read);
  const error = el("p", { class: "error", role: "alert" });
  const note = el("p", { class: "muted", id: "note" });
  const send = fills ? el("button", { class: "do" }) : null;
  const take = (given) => {
    if (!hasSettled()) return;
    if (question.type === "scenario") decide(screen.order[given.choice]);
    else answer(screen.answer(given), given);
  };
  const refresh = () => {
    error.textContent = "";
    if (!fills) return;
    const given = form.read();
    send.classList.toggle("raised", !given);
    send.textContent = form.send();
    note.textContent = given ? "" : form.left();
  };
  const submit = (event) => {
    event.preventDefault();
    if (!fills) return;
    const given = form.read();
    error.textContent = given ? refused(form, question, given) : form.left() || "Say what it is: a scam or genuine.";
    if (given && !error.textContent) take(given);
  };
  form.give = take;
  form.changed = refresh;
  draw(
    "question arriving",
    el(
      "form",
      { id: "stage", novalidate: true, onsubmit: submit },
      p(question.type === "scenario" ? `A story, ${ordinal(choices.length + 1)} decision` : "", "muted over"),
      heading(question.prompt),
      choices.length ? decided(question, choices) : null,
      form.parts,
      helps(question),
      fills ? el("div", { class: "foot" }, form.foot, note, error, send) : null,
    ),
  );
  refresh();
}

// Why what is filled in is not an answer yet; nothing if it is.
function refused(form, question, given) {
  const { accepts } = TYPES[question.type];
  if (accepts && !accepts(question, given)) return `That is not an answer to this question. ${question.how}`;
  return form.doubt ? form.doubt() : "";
}

function helps(question) {
  const hint = el("p", { class: "hint", role: "status", hidden: true });
  const open = button(
    "quiet",
    () => {
      hint.hidden = false;
      hint.textContent = `Hint: ${question.hint}`;
      open.remove();
      hint.scrollIntoView({ block: "nearest" });
    },
    "Show a hint",
  );
  const skip = button("quiet", () => hasSettled() && answer(null, null), "No answer");
  return [hint, el("div", { class: "helps" }, question.hint ? open : null, skip)];
}

function answer(given, asGiven) {
  attempt.answer(given, asGiven);
  if (attempt.marks.length === attempt.length) keeper.ended(attempt);
  // Keep it before its feedback is on the screen.
  keep();
  drawTold();
}

// ---- a story

function decide(choice) {
  attempt.choices.push(choice);
  const { question, choices } = attempt;
  if (!sceneAfter(question, choices).choices.length) {
    answer({ choices: [...choices] }, { choices: [...choices] });
    return;
  }
  keep();
  drawQuestion();
}

// The result of the last decision.
function decided(question, choices) {
  const { choice } = wayThrough(question, { choices }).at(-1);
  const [sign, words] =
    choice.mark === 1
      ? [icon("tick"), "Right"]
      : choice.mark > 0
        ? [half(), "Partly right"]
        : [icon("cross"), "Not right"];
  return el(
    "p",
    { class: choice.mark > 0 ? "came" : "came missed" },
    el("span", { class: "sign" }, sign, el("span", { class: "unseen" }, `${words}: `)),
    el("span", {}, el("b", {}, choice.text), choice.why ? ` ${choice.why}` : ""),
  );
}

// ---- feedback and results

function drawTold() {
  const { question, seed, marks } = attempt;
  const mark = marks.at(-1);
  const isLast = marks.length === attempt.length;
  const next = button("do", () => hasSettled() && goOn(), isLast ? "See your result" : "Next question");
  draw("revealed", drawFeedback(question, onScreen(question, seed), attempt.told, mark), el("div", { class: "foot" }, next));
}

function goOn() {
  attempt.goOn();
  keep();
  drawPresent();
}
