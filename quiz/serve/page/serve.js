// The quiz for single players: draws whatever view the server sends, and sends acts. The address holds the current place, so
// that a page that is reloaded, or gone back to, shows it again.

import { drawQuestion, leaveQuestion } from "./asking.js";
import * as clock from "./clock.js";
import { drawNothingDue, drawPolicy, drawToppedUp } from "./duties.js";
import { drawBank, drawBoard, drawCertificate, drawHome, drawJoin, forgetSecret } from "./lists.js";
import { byId, el } from "./page.js";
import { inTab, onDevice } from "./seat.js";
import { ask } from "./server.js";
import { drawFeedback, drawResults } from "./told.js";

const TIME = "inset-quiz-time"; // the player's own extra time: kept in this browser alone
const KNOWN = "inset-quiz-known"; // whether somebody had a name in this browser, as last heard
const PATH = "inset-quiz-path"; // the decisions in an unfinished story: {attempt, question, path}

const DRAWS = {
  join: [drawJoin, () => ""],
  home: [drawHome, () => "#/"],
  bank: [drawBank, (view) => `#/bank/${view.bank.id}`],
  question: [drawQuestion, (view) => `#/attempt/${view.place.attempt}`],
  feedback: [drawFeedback, (view) => `#/attempt/${view.place.attempt}`],
  results: [drawResults, (view) => `#/attempt/${view.place.attempt}`],
  "topped-up": [drawToppedUp, (view) => `#/attempt/${view.place.attempt}`],
  "nothing-due": [drawNothingDue, () => "#/today"],
  policy: [drawPolicy, () => "#/policy"],
  board: [drawBoard, (view) => `#/board/${view.bank}${view.site && `/${encodeURIComponent(view.site)}`}`],
  certificate: [drawCertificate, (view) => `#/certificate/${view.bank}`],
};

const ENDS = ["results", "topped-up"];
const NOWHERE = "There is nothing at that address.";
const DOUBLE = 500; // milliseconds for the second click of a double-click, as on a folder
let last = ""; // what was drawn last
let drawnAt = 0;

export const extraTime = {
  now: () => onDevice.read(TIME) || "1",
  choose: (time) => onDevice.write(TIME, time),
  forget: () => onDevice.write(TIME, null),
};

export const known = {
  now: () => Boolean(onDevice.read(KNOWN)),
  is: (yes) => yes === known.now() || onDevice.write(KNOWN, yes),
};

export const story = {
  read: (attempt, question) => {
    const kept = inTab.read(PATH);
    return kept && kept.attempt === attempt && (!question || kept.question === question) ? kept.path : [];
  },
  keep: (attempt, question, path) => inTab.write(PATH, { attempt, question, path }),
};

// Sends an act and draws the answer; by default, the act goes into the address.
export function act(wish, { goes = true, instead = null } = {}) {
  ask({ ...wish, extra_time: extraTime.now() }, (view) => draw(view, goes), instead);
}

function draw(view, goes) {
  if (view.name) {
    forgetSecret();
    known.is(true);
  }
  // Somebody who followed the link to today's top-up, and first had to say who they are, goes there now.
  const comes = last === "join" && view.now === "home" && whereTo()[0] === "today";
  last = view.now;
  if (comes) {
    look();
    return;
  }
  const [drawn, address] = DRAWS[view.now];
  if (view.now !== "question") leaveQuestion();
  const there = address(view);
  if (there && there !== location.hash) {
    if (goes) history.pushState(null, "", there);
    else history.replaceState(null, "", there);
  }
  drawHeader(view);
  drawn(view);
  drawnAt = performance.now();
}

// A double-click is meant for what was there at the first click, not for what has appeared under the pointer since.
function dropSecond(event) {
  if (event.detail < 2 || performance.now() - drawnAt > DOUBLE) return;
  event.preventDefault();
  event.stopPropagation();
}

function drawHeader(view) {
  byId("who").hidden = !view.name;
  byId("home").hidden = view.now === "home";
  byId("name").replaceChildren(el("b", {}, view.name || ""), view.team ? ` · ${view.team}` : "");
  const place = view.place && !ENDS.includes(view.now) ? view.place : null;
  byId("place").replaceChildren(
    ...(place ? [el("span", { class: "unseen" }, "Question "), `${place.question} of ${place.of}`] : []),
  );
  document.title = view.place ? `${view.place.title} · INSET Quiz` : "INSET Quiz";
  byId("line").hidden = view.now !== "question" || view.seconds == null;
  clock.follow(
    view.now === "question"
      ? { now: "open", seconds: view.seconds ?? null, total: view.total, taken: Boolean(view.given) }
      : null,
  );
  clock.tick();
}

const whereTo = () => location.hash.replace(/^#\/?/, "").split("/");

// People may type anything after the #.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

// The place that the address names.
function look() {
  const [place, id = "", site = ""] = whereTo().map(decoded);
  const wishes = {
    bank: { do: "bank", bank: id },
    attempt: { do: "attempt", attempt: id, path: story.read(id) },
    today: { do: "today" },
    policy: { do: "policy" },
    board: { do: "board", bank: id, site },
    certificate: { do: "certificate", bank: id },
  };
  act(wishes[place] || { do: "home" }, { goes: false, instead: nowhere });
}

// The address may still name something that no act can ask for, and a page loaded there has nothing else to show.
function nowhere() {
  const home = { do: "home", extra_time: extraTime.now() };
  ask(home, (view) => draw(view.now === "home" ? { ...view, sentence: NOWHERE } : view, false));
}

addEventListener("click", dropSecond, true);
addEventListener("popstate", look);
look();
