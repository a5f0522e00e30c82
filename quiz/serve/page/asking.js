// A question: what is open, what is filled in, what is on its way, and how sure the player is.

import { FORMS } from "./forms.js";
import { el, group, heading, icon, isLocked, locked, main, p, pressed, say, show, toggle } from "./page.js";
import { inTab } from "./seat.js";
import { act, story } from "./serve.js";
import { isBusy } from "./server.js";

const DRAFT = "inset-quiz-draft"; // the latest draft, {key, given}, in case the page is reloaded
const SURE = ["Not sure", "Fairly sure", "Very sure"];
const GRACE = 300; // milliseconds in which a tap meant for the previous view is ignored
const OVER = 150; // milliseconds after the time is up before asking the server for the result
let asked = null; // the open question, which is not rebuilt while it is on the screen

export function drawQuestion(view) {
  const { place } = view;
  const key = `${place.attempt} ${place.question} ${view.path.join(" ")}`;
  story.keep(place.attempt, place.question, view.path);
  if (!asked || asked.key !== key) {
    leaveQuestion();
    build(key, view);
    show("question", asked.stage);
    showDraft(key);
  }
  asked.view = view;
  asked.held = null;
  asked.hint.textContent = view.sentence || "";
  if (view.given) {
    if (!view.question.scene) asked.form.show(view.given);
    say("Your answer is in. How sure are you?");
    asked.sureAt = performance.now();
  } else if (!asked.fills) asked.form.show(null);
  clearTimeout(asked.timer);
  if (view.seconds != null) asked.timer = setTimeout(timeIsOver, 1000 * view.seconds + OVER);
  refresh();
}

function showDraft(key) {
  const draft = asked.fills && inTab.read(DRAFT);
  if (draft && draft.given && draft.key === key) asked.form.show(draft.given);
}

export const forgetDraft = () => inTab.write(DRAFT, null);

export function leaveQuestion() {
  if (asked) clearTimeout(asked.timer);
  asked = null;
}

function timeIsOver() {
  // An answer on its way is for the server to judge.
  if (isBusy()) asked.timer = setTimeout(timeIsOver, 1000);
  else act({ do: "attempt", attempt: asked.view.place.attempt }, { goes: false });
}

function build(key, view) {
  const { question } = view;
  const form = (FORMS[question.type] || FORMS[question.options ? "single" : "short"])(question, true);
  const fills = Boolean(form.read);
  const hint = el("p", { class: "error", role: "alert" });
  const note = el("p", { class: "muted", id: "note" });
  const send = fills ? el("button", { class: "do" }) : null;
  const kept = el("p", { class: "kept", id: "answer" });
  const chips = SURE.map((text, at) => toggle("chip", () => saySure(at + 1), icon("tick"), text));
  const sure = group("How sure are you?", el("div", { class: "chips" }, chips));
  sure.className = "sure";
  const skip = el("button", { type: "button", class: "quiet skip", onclick: pass }, "Skip");
  const foot = el("div", { class: fills ? "foot" : "foot light" }, fills ? [form.foot, note] : null, hint, send, kept, sure);
  const stage = el(
    "form",
    { id: "stage", novalidate: true, onsubmit: submit },
    view.decided.length ? null : p(view.place.title, "muted over"),
    view.decided.map(decision),
    heading(question.prompt),
    view.hint ? el("details", {}, el("summary", {}, "Hint"), p(view.hint)) : null,
    form.parts,
    skip,
    foot,
  );
  asked = { key, view, form, fills, hint, note, send, kept, sure, chips, skip, stage };
  asked.builtAt = performance.now();
  form.give = give;
  form.changed = () => {
    hint.textContent = "";
    asked.held = null;
    inTab.write(DRAFT, { key, given: form.read() });
    refresh();
  };
}

function decision(taken) {
  const [kind, sign] = taken.mark >= 1 ? ["right", "✔"] : taken.mark > 0 ? ["partly", "◐"] : ["wrong", "✘"];
  return el(
    "p",
    { class: `decided ${kind}` },
    el("span", { class: "sign", "aria-hidden": "true" }, sign),
    el("span", { class: "text" }, el("b", {}, taken.text), taken.why ? `  ${taken.why}` : ""),
  );
}

function submit(event) {
  event.preventDefault();
  const { form, hint, send, fills } = asked;
  if (!fills || isLocked(send) || asked.view.given) return;
  const given = form.read();
  const wrong = given ? (form.doubt ? form.doubt() : "") : form.left() || "Say what it is: a scam or genuine.";
  hint.textContent = wrong;
  if (wrong) asked.stage.querySelector("input")?.focus();
  else give(given);
}

function give(given) {
  const { view, form, fills } = asked;
  if (isBusy() || view.given || performance.now() - asked.builtAt < GRACE) {
    if (!fills) form.show(asked.held);
    return;
  }
  asked.hint.textContent = "";
  form.show(given);
  if (view.certainty_first) {
    asked.held = given;
    asked.sureAt = performance.now();
    say("How sure are you? Your answer counts once you have said it.");
    refresh();
  } else answer(given);
}

function answer(given, more = {}) {
  const { place, path } = asked.view;
  act({ do: "answer", attempt: place.attempt, question: place.question, given, path, ...more }, { goes: false });
  refresh();
}

function saySure(certainty) {
  const { view, chips, held } = asked;
  if (isBusy() || performance.now() - asked.sureAt < GRACE) return;
  chips.forEach((chip, at) => pressed(chip, at + 1 === certainty));
  if (held) answer(held, { certainty });
  else act({ do: "certainty", attempt: view.place.attempt, question: view.place.question, certainty }, { goes: false });
  refresh();
}

function focusOn(part) {
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

function pass() {
  const { place, given } = asked.view;
  if (isBusy() || given || performance.now() - asked.builtAt < GRACE) return;
  act({ do: "skip", attempt: place.attempt, question: place.question }, { goes: false });
  refresh();
}

function refresh() {
  const { view, form, fills, note, send, kept, sure, chips, skip, held } = asked;
  const busy = isBusy();
  const given = fills ? form.read() : null;
  const hadFocus = document.activeElement === send;
  form.lock(Boolean(view.given) || busy);
  sure.hidden = !(view.given || held);
  skip.hidden = Boolean(view.given || busy);
  locked(chips, busy);
  if (fills) {
    send.hidden = Boolean(view.given || held || busy);
    send.classList.toggle("raised", !given);
    send.textContent = form.send();
    note.textContent = send.hidden || given ? "" : form.left();
  }
  const told = busy ? "Sending…" : view.given ? "Your answer is in." : "";
  kept.classList.toggle("sending", busy);
  kept.replaceChildren(...(told && !busy ? [icon("tick"), told] : [told]));
  // A hidden element loses the focus, which would send keyboard users back to the top of the page.
  if (hadFocus && send.hidden) focusOn(kept);
  if (!sure.hidden && [kept, document.body].includes(document.activeElement)) focusOn(sure);
  const chosen = sure.hidden ? null : main.querySelector("#stage > fieldset [aria-pressed=true]");
  if (chosen) chosen.scrollIntoView({ block: "nearest" });
}
