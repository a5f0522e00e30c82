// The quiz for one: draws whatever view the server sends, and asks for what is done. The address says where one is, so that
// a page that is loaded again, or gone back to, is there.

import { drawQuestion, leaveQuestion } from "./asking.js";
import * as clock from "./clock.js";
import { drawNothingDue, drawPolicy, drawToppedUp } from "./duties.js";
import { drawBank, drawBoard, drawCertificate, drawHome, drawJoin, forgetSecret } from "./lists.js";
import { byId, el } from "./page.js";
import { inTab, onDevice } from "./seat.js";
import { ask } from "./server.js";
import { drawFeedback, drawResults } from "./told.js";

const TIME = "inset-quiz-time"; // the player's own extra time: kept in this browser alone
const KNOWN = "inset-quiz-known"; // whether somebody has a name in this browser, as far as it was told last
const PATH = "inset-quiz-path"; // the decisions of a story that is not over: {attempt, question, path}

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
const DOUBLE = 500; // the second click of two, as on a folder
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

// Asks for something and draws what comes of it; by default what was done stands in the address.
export function act(wish, { goes = true, instead = null } = {}) {
  ask({ ...wish, extra_time: extraTime.now() }, (view) => draw(view, goes), instead);
}

function draw(view, goes) {
  if (view.name) {
    forgetSecret();
    known.is(true);
  }
  // Whoever comes by the link to today's top-up, and had to say first who they are, is there then.
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

// Whoever clicks twice means what was there at the first click, and not what has come under the pointer since.
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

// What somebody types behind the # may be anything.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

// Where the address says that one is.
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

// What no act can ask for may stand in the address all the same, and a page that is loaded there has nothing else to show.
function nowhere() {
  const home = { do: "home", extra_time: extraTime.now() };
  ask(home, (view) => draw(view.now === "home" ? { ...view, sentence: NOWHERE } : view, false));
}

addEventListener("click", dropSecond, true);
addEventListener("popstate", look);
look();
