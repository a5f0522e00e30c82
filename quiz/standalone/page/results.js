// The results of a run: the mark, what to do, the topics, and what is worth another look.

import { bank } from "./bank.js";
import { sourcesOf } from "./feedback.js";
import { part, title, told } from "./outcomes.js";
import { badge, el, heading, p } from "./page.js";

// Rounded, but never up to a pass or to full marks that it is not.
function percentInWords(percent) {
  const rounded = Math.round(percent);
  const belies = rounded >= bank.pass_mark !== percent >= bank.pass_mark || (rounded === 100 && percent < 100);
  return `${belies ? percent : rounded} %`;
}

export function resultParts(result) {
  return [
    result.scored ? whole(result) : thanks(),
    toDo(result.toDo),
    byTopic(result.topics),
    result.missed.length ? [title("Worth another look"), result.missed.map(missed)] : null,
  ];
}

const thanks = () => [
  badge("round", "tick"),
  heading("Thank you", "result"),
  p("Nothing here was right or wrong."),
];

function whole({ passed, percent, right }) {
  return [
    passed ? badge("round", "tick") : badge("dull", "up"),
    heading(`${percentInWords(percent)}: ${passed ? "passed" : "not passed yet"}`, "result"),
    p(`${right}. The pass mark is ${bank.pass_mark} %.`),
  ];
}

function toDo(actions) {
  if (!actions.length) return null;
  const list = actions.map((action) => el("li", { class: "action" }, action));
  return el(
    "section",
    { class: "todo" },
    title("Your things to do"),
    el("ol", {}, list),
    p("Keep them: take a picture of this page.", "muted"),
  );
}

function byTopic(topics) {
  if (topics.length < 2) return null;
  const rows = topics.map(({ name, share }) =>
    el("li", {}, el("span", { class: "text" }, name), el("span", {}, share)),
  );
  return [title("By topic"), el("ul", { class: "table plain" }, rows)];
}

const missed = (question) =>
  el(
    "details",
    {},
    el("summary", {}, question.prompt),
    part(question.key_heading, question.key),
    told({ explanation: question.explanation, sources: sourcesOf(question) }),
  );
