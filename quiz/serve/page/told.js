// The results of an answer, and of a whole quiz.

import { answerAndKey, field, sources, title, told } from "./outcomes.js";
import { badge, button, el, half, heading, main, p, say, show } from "./page.js";
import { act } from "./serve.js";
import { isBusy } from "./server.js";

const FLAGGED = "Flagged for whoever looks after this bank; your name is not shown.";
const GRACE = 300; // milliseconds in which a second tap or a held key does not skip the feedback
const secondLook = (part) => ({ ...part, certainty: part.second_look ? 3 : null });

function verdict(part) {
  const points = part.points == null ? null : p(`${part.points < 0 ? "−" : "+"}${figure(Math.abs(part.points))}`, "strong");
  if (!part.answered || !part.scored) return field("none", null, part.verdict);
  if (part.right) return field("right", badge("", "tick"), part.verdict, points);
  if (part.mark > 0) return field("partly", el("div", { class: "badge" }, half()), part.verdict, points);
  return field("wrong", badge("", "cross"), part.verdict, part.points < 0 ? points : null);
}
const figure = (n) => `${n.toLocaleString("en-GB")} ${n === 1 ? "point" : "points"}`;

function keyOf(part) {
  if (part.scored) return answerAndKey(secondLook(part));
  return part.given.length ? [title("Your answer"), part.given.map((text) => p(text))] : [];
}

let drawn = null; // the feedback on the screen, which is not rebuilt when it is flagged

export function drawFeedback(view) {
  const { place, feedback: part } = view;
  const key = `${place.attempt} ${place.question}`;
  if (drawn && drawn.key === key && drawn.flag.isConnected) {
    if (view.flagged !== drawn.view.flagged) say(view.flagged ? FLAGGED : "The flag is off again.");
    paintFlag(view);
    return;
  }
  const drawnAt = performance.now();
  const next = (event) => {
    if (event.repeat || performance.now() - drawnAt < GRACE) return;
    if (!isBusy()) act({ do: "next", attempt: place.attempt, question: place.question }, { goes: false });
  };
  drawn = { key, flag: button("quiet", flag), note: p(FLAGGED, "muted") };
  paintFlag(view);
  show(
    "revealed",
    verdict(part),
    keyOf(part),
    told(part),
    title("The question"),
    p(part.prompt, "muted"),
    el("div", { class: "flagging" }, drawn.flag, drawn.note),
    el("div", { class: "foot" }, button("do", next, place.question < place.of ? "Next question" : "See your result")),
  );
  // The heading has the focus, and Enter there goes on, as in the app.
  main.querySelector("h1").addEventListener("keydown", (event) => {
    if (event.key === "Enter") next(event);
  });
}

function flag() {
  const { place, flagged } = drawn.view;
  if (!isBusy()) act({ do: "flag", attempt: place.attempt, question: place.question, flagged: !flagged }, { goes: false });
}

function paintFlag(view) {
  drawn.view = view;
  drawn.flag.textContent = view.flagged ? "Take the flag back" : "Flag this question";
  drawn.note.hidden = !view.flagged;
}

function missedOne(part) {
  return el("details", { class: "missed" }, el("summary", {}, part.prompt), el("div", {}, keyOf(part), told(part)));
}

export function drawResults(view) {
  const { place, missed } = view;
  const again = (mode) => () => act({ do: "begin", bank: view.bank, mode });
  const go = (wish) => () => act(wish);
  const tasks = view.to_do.map((one) => el("li", { class: "action" }, one.action, el("small", {}, one.about)));
  const topics = view.topics.map((one) => el("li", {}, el("span", { class: "text" }, one.topic), el("b", {}, one.words)));
  show(
    "results",
    el(
      "div",
      { class: `outcome ${view.passed ? "right" : "partly"}` },
      view.passed ? badge("", "tick") : el("div", { class: "badge" }, half()),
      heading(view.verdict),
      el("p", { class: "big" }, view.mark),
      view.lines.map((line) => p(line)),
    ),
    tasks.length ? el("section", { class: "todo" }, title("Your things to do"), el("ol", {}, tasks)) : null,
    el(
      "div",
      { class: "ways" },
      view.has_certificate ? button("do", go({ do: "certificate", bank: view.bank }), "Certificate") : null,
      view.policy ? button("wide", go({ do: "policy" }), `Read “${view.policy}”, as your school asks`) : null,
      missed.length
        ? button(view.has_certificate ? "wide" : "do", again("mistakes"), `Practise my ${mistakes(missed.length)}`)
        : null,
      button("wide", go({ do: "bank", bank: view.bank }), "Play it again"),
      view.is_on_board ? button("wide", go({ do: "board", bank: view.bank }), "Leaderboard") : null,
      button("wide", go({ do: "home" }), "All banks"),
    ),
    missed.length ? el("section", {}, title("What you missed"), missed.map(missedOne)) : null,
    topics.length > 1 ? el("section", {}, title("By topic"), el("ul", { class: "topics plain" }, topics)) : null,
    view.read_again.length ? el("section", {}, title("Read again"), sources(view.read_again).slice(1)) : null,
    p(place.title, "muted"),
  );
}

export const mistakes = (n) => `${n} ${n === 1 ? "mistake" : "mistakes"}`;
