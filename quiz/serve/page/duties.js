// What is asked of players: today's top-up with its results, and the school's policy.

import { title } from "./outcomes.js";
import { badge, button, el, half, heading, icon, isLocked, locked, p, say, show } from "./page.js";
import { act } from "./serve.js";
import { isBusy } from "./server.js";

const READ_FIRST = "Read it to its end to acknowledge it.";
const home = (kind) => button(kind, () => act({ do: "home" }), "All banks");

// ---- today

export const todayCard = (today) =>
  el(
    "section",
    { class: "today" },
    el("h2", {}, `Today: ${today.asked}`),
    p(today.why),
    button("do", () => act({ do: "today" }), "Start"),
  );

export function drawNothingDue(view) {
  show("middle", badge("", "tick"), heading("Today’s top-up"), p(view.sentence), el("div", { class: "ways" }, home("do")));
}

const SIGNS = { right: "✔", "partly right": "◐", "not right": "✘" };

function askedOne(one) {
  const known = one.mark >= 1 ? "right" : one.mark > 0 ? "partly" : "wrong";
  return el(
    "li",
    { class: known },
    el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[one.judgement] || "–"),
    el(
      "div",
      { class: "text" },
      el("span", { class: "unseen" }, `${one.judgement}: `),
      el("span", { class: "asked" }, one.prompt),
      one.key.map((line) => p(`✔ ${line}`, "key")),
      one.action ? p(`Do now: ${one.action}`, "strong") : null,
      p(`Comes again ${one.again}`, "muted"),
    ),
  );
}

export function drawToppedUp(view) {
  show(
    "results topped",
    el(
      "div",
      { class: `outcome ${view.all_right ? "right" : "partly"}` },
      view.all_right ? badge("", "tick") : el("div", { class: "badge" }, half()),
      heading(view.verdict),
      view.lines.map((line) => p(line)),
    ),
    view.again.map((sentence) => p(sentence, "strong again")),
    el("div", { class: "ways" }, home("do")),
    el("section", {}, title("What was asked"), el("ul", { class: "plain" }, view.questions.map(askedOne))),
  );
}

// ---- the policy

export function policyCard(view) {
  if (!view.policy_is_due) return null;
  return el(
    "section",
    { class: "today" },
    el("h2", {}, `Your school asks you to read “${view.policy}”`),
    button("wide", () => act({ do: "policy" }), "Read it"),
  );
}

export function drawPolicy(view) {
  const note = p(READ_FIRST, "muted");
  const end = el("div", { class: "end" });
  const will = button(
    "do raised",
    () => {
      if (isLocked(will)) say(READ_FIRST);
      else if (!isBusy()) act({ do: "acknowledge", title: view.title, version: view.version, sha256: view.sha256 }, { goes: false });
    },
    "I have read this and will follow it",
  );
  locked([will], true);
  const done = view.standing.startsWith("You acknowledged");
  const foot = view.is_due
    ? el("div", { class: "foot" }, note, will)
    : el("div", { class: "ways" }, home("do"));
  show(
    "policy",
    p(`Version ${view.version}`, "muted over"),
    heading(view.title),
    view.standing ? el("p", { class: "standing" }, done ? icon("tick") : null, view.standing) : null,
    view.sentence ? el("p", { class: "error", role: "alert" }, `▲ ${view.sentence}`) : null,
    el("div", { class: "text" }, written(view.blocks)),
    end,
    foot,
  );
  if (view.is_due)
    whenSeen(end, foot, () => {
      locked([will], false);
      will.classList.remove("raised");
      note.remove();
    });
}

const LOOKS = { strong: "b", stressed: "em", code: "code" };
const KINDS = { heading: "h2", quote: "blockquote", typed: "pre", rule: "hr" };

// Markdown, block by block; consecutive items make a list.
function written(blocks) {
  const drawn = [];
  let list = null;
  for (const one of blocks) {
    const words = one.runs.map((run) => (run.look ? el(LOOKS[run.look], {}, run.text) : run.text));
    const within = one.depth ? `in${one.depth}` : "";
    if (one.kind === "item") {
      if (!list) drawn.push((list = el("ul", { class: "plain" })));
      list.append(el("li", { class: within }, el("span", { class: "marker" }, one.marker), el("span", {}, words)));
    } else {
      list = null;
      drawn.push(el(KINDS[one.kind] || "p", { class: within }, words));
    }
  }
  return drawn;
}

// The foot covers whatever has not been scrolled up above it.
function whenSeen(end, foot, then) {
  const watcher = new IntersectionObserver(
    (changes) => {
      if (!changes.some((change) => change.isIntersecting)) return;
      watcher.disconnect();
      then();
    },
    { rootMargin: `0px 0px -${Math.max(foot.offsetHeight - 4, 0)}px` },
  );
  watcher.observe(end);
}
