// Answering: the open question, what is filled in, and what is on its way to the host.

import { FORMS } from "./forms.js";
import * as line from "./line.js";
import { el, group, heading, icon, isLocked, p, pressed, say, toggle } from "./page.js";
import { draw, inTab, pad } from "./seat.js";

const DRAFT = "inset-quiz-draft"; // the latest draft, {token, key, given}, in case the phone reloads the page
let asked = null; // the current or last question, which is not rebuilt when it goes on
let waiting = null; // an answer that the host has not yet confirmed
let asking = 0;
let saying = 0; // how sure the player says they are, until the host has confirmed it
let lineIsNew = true; // whether the host may have a draft from another line
const ASK = 4000;
const SURE = ["Not sure", "Fairly sure", "Very sure"];
const SETTLE = 400; // milliseconds in which a second tap does not count for what has appeared under the finger
const STEPS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
// Picked options have no order of their own, so the host may send them in another.
const words = (given) =>
  JSON.stringify(given, (key, value) =>
    ["picked", "lines"].includes(key) && value ? [...value].sort((one, other) => one - other) : value,
  );

export function drawOpen(message) {
  const key = `${message.number} ${message.step}`;
  if (!asked || asked.key !== key) {
    waiting = null;
    saying = 0;
    build(key, message);
  }
  if (pad.view !== `open ${key}`) {
    // An earlier refusal does not concern this question.
    asked.hint.textContent = "";
    draw(`open ${key}`, `question${pad.view === `reading ${message.number}` ? " arriving" : ""}`, asked.stage);
  }
  if (message.taken) {
    if (waiting && !(message.may_change && words(waiting) !== words(message.given))) waiting = null;
    if (!waiting && words(asked.shown) !== words(message.given)) asked.form.show(message.given);
    asked.shown = message.given;
  } else if (message.given && !waiting) {
    // The host has it but has not kept it yet: it was sent before this page was loaded.
    waiting = message.given;
    asked.form.show(waiting);
  } else if (!waiting && !asked.fills) {
    // A tap that never reached the host.
    asked.form.show(null);
  }
  if (waiting) post(waiting);
  else if (saying && message.certainty !== saying) sendSure();
  else saying = 0;
  refresh();
  tellDraft();
}

function build(key, message) {
  const { question } = message;
  const form = (FORMS[question.type] || FORMS[question.options ? "single" : "short"])(question);
  const fills = Boolean(form.read);
  const hint = el("p", { class: "error", role: "alert" });
  const note = el("p", { class: "muted", id: "note" });
  const send = fills ? el("button", { class: "do" }) : null;
  const kept = el("p", { class: "kept", id: "answer" });
  const chips = SURE.map((text, at) => toggle("chip", () => saySure(at + 1), icon("tick"), text));
  const sure = group("How sure are you?", el("div", { class: "chips" }, chips));
  sure.className = "sure";
  sure.hidden = true;
  const foot = el("div", { class: fills ? "foot" : "foot light" }, fills ? [form.foot, note] : null, hint, send, kept, sure);
  const over = question.scene ? `A story, ${STEPS[message.step] || "next"} decision` : "";
  const stage = el(
    "form",
    { id: "stage", novalidate: true, onsubmit: submit },
    p(over, "muted over"),
    heading(question.prompt),
    form.parts,
    foot,
  );
  // The draft that was sent. On a new line, the host may have another one, from an earlier page.
  asked = {
    key,
    number: message.number,
    step: message.step,
    form,
    fills,
    hint,
    note,
    send,
    kept,
    sure,
    chips,
    sureAt: 0,
    stage,
    told: lineIsNew ? undefined : "null",
    toldAt: 0,
    shown: null,
  };
  const draft = fills && !message.taken && inTab.read(DRAFT);
  if (draft && draft.given && draft.token === pad.joined.token && draft.key === key) form.show(draft.given);
  form.give = answer;
  form.changed = () => {
    hint.textContent = "";
    refresh();
    tellDraft();
  };
}

function submit(event) {
  event.preventDefault();
  const { form, hint, send, fills } = asked;
  if (!fills || isLocked(send)) return;
  const given = form.read();
  const wrong = given ? (form.doubt ? form.doubt() : "") : form.left() || "Say what it is: a scam or genuine.";
  hint.textContent = wrong;
  if (!wrong) answer(given);
}

function answer(given) {
  if (!pad.state || pad.state.now !== "open" || (pad.state.taken && !pad.state.may_change)) return;
  asked.hint.textContent = "";
  asked.form.show(given);
  post(given);
  refresh();
}

// An answer is sent again until the host confirms that it is kept. The host keeps only one, so repeating it does no harm.
function post(given) {
  waiting = given;
  saying = 0;
  clearTimeout(asked.timer);
  asked.timer = 0;
  line.send({ do: "answer", question: asked.number, step: asked.step, given });
  askAgain();
}

function askAgain() {
  clearTimeout(asking);
  asking = setTimeout(() => {
    if ((waiting || saying) && pad.joined) line.send({ do: "return", token: pad.joined.token });
  }, ASK);
}

// How sure the player is comes after the answer is kept, and never holds it up.
function saySure(certainty) {
  if (Date.now() - asked.sureAt < SETTLE || pad.state.now !== "open") return;
  asked.hint.textContent = "";
  saying = certainty;
  sendSure();
  refresh();
}

function sendSure() {
  line.send({ do: "certainty", question: asked.number, step: asked.step, certainty: saying });
  askAgain();
}

export function drawTaken(message) {
  if (!pad.state || pad.state.now !== "open" || !asked || asked.number !== message.number || asked.step !== message.step)
    return;
  clearTimeout(asking);
  waiting = null;
  saying = 0;
  if (message.certainty) say(`${SURE[message.certainty - 1]}: noted.`);
  Object.assign(pad.state, {
    taken: true,
    given: message.given,
    certainty: message.certainty,
    answered: message.answered || 0,
    players: message.players || 0,
  });
  asked.shown = message.given;
  asked.form.show(message.given);
  refresh();
}

// What is filled in but not sent counts when the question closes, so the host gets it, once a second at most.
function tellDraft() {
  if (!asked.fills || asked.timer) return;
  asked.timer = setTimeout(sendDraft, Math.max(0, asked.toldAt + 1000 - Date.now()));
}

function sendDraft() {
  asked.timer = 0;
  if (!pad.state || pad.state.now !== "open" || pad.state.taken || waiting) return;
  const given = asked.form.read();
  if (words(given) === asked.told) return;
  inTab.write(DRAFT, { token: pad.joined.token, key: asked.key, given });
  asked.toldAt = Date.now();
  if (line.send({ do: "draft", question: asked.number, step: asked.step, given })) asked.told = words(given);
}

function refresh() {
  const { form, fills, note, send, kept } = asked;
  if (!pad.state || pad.state.now !== "open") return;
  const final = pad.state.taken && !pad.state.may_change;
  const given = fills ? form.read() : null;
  const same = pad.state.taken && (!fills || words(given) === words(pad.state.given));
  form.lock(Boolean(final || (waiting && !pad.state.may_change)));
  if (fills) {
    send.hidden = Boolean(final || same || waiting);
    send.classList.toggle("raised", !given);
    send.textContent = form.send();
    const counts = `${form.counts} counts when ${pad.state.seconds == null ? "the host goes on" : "time ends"}.`;
    note.textContent = send.hidden
      ? ""
      : !given
        ? form.left()
        : pad.state.taken
          ? "Send again to change your answer."
          : counts;
  }
  const asks = Boolean(same && !waiting && pad.state.asks_certainty);
  const others = pad.state.players > 1 && !asks ? ` ${pad.state.answered} of ${pad.state.players} are.` : "";
  const told = waiting
    ? "Sending…"
    : same
      ? `Your answer is in.${pad.state.may_change ? " You can change it." : others}`
      : "";
  drawSure(asks);
  if (kept.dataset.told === told) return;
  kept.dataset.told = told;
  kept.classList.toggle("sending", Boolean(waiting));
  kept.replaceChildren(...(told && !waiting ? [icon("tick"), told] : [told]));
  if (told && !waiting) say(told);
  if (told && !fills) showChosen();
}

function drawSure(shown) {
  const { sure, chips } = asked;
  if (shown && sure.hidden) asked.sureAt = Date.now();
  sure.hidden = !shown;
  chips.forEach((chip, at) => {
    pressed(chip, at + 1 === (saying || pad.state.certainty));
    chip.classList.toggle("sending", at + 1 === saying);
  });
}

// The words at the foot must not cover what was tapped.
function showChosen() {
  const chosen = asked.stage.querySelector("[aria-pressed=true]");
  if (chosen) chosen.scrollIntoView({ block: "nearest" });
}

// An answer was refused: what is filled in stays and is sent again as a draft; a tapped option is no longer chosen.
export function drawRefusedAnswer(message) {
  if (!asked || !pad.state) return;
  rest();
  if (!asked.fills) asked.form.show(asked.shown);
  if (pad.state.now !== "open") return;
  asked.hint.textContent = message.sentence;
  asked.told = undefined;
  refresh();
  tellDraft();
}

// Nothing is on its way any longer.
export function rest() {
  waiting = null;
  saying = 0;
  clearTimeout(asking);
}

export function forgetQuestion() {
  asked = null;
}

export function lineOpened() {
  lineIsNew = true;
  if (asked) asked.told = undefined;
}

export function lineKnown() {
  lineIsNew = false;
}
