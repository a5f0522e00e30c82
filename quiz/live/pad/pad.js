// The answer pad: draws whatever state the host sends, and sends answers back. Each message is a complete state, so a pad
// that was away only has to draw the latest one to catch up.

import { drawOpen, drawRefusedAnswer, drawTaken, forgetQuestion, lineKnown, lineOpened, rest } from "./answering.js";
import * as clock from "./clock.js";
import { comingTiles } from "./forms.js";
import {
  begin,
  code,
  drawGreeting,
  drawJoin,
  drawRefusedSeat,
  drawWaiting,
  forgetName,
  isAsking,
  settle,
} from "./joining.js";
import * as line from "./line.js";
import { drawDecided, drawFinished, drawRevealed, drawStandings } from "./outcomes.js";
import { answerBox, badge, button, byId, counted, el, figure, heading, main, p } from "./page.js";
import { draw, onDevice, pad } from "./seat.js";

const SEAT = "inset-quiz"; // kept on the device: {token, name, team, code} for one game

let points = null; // the last total that was shown

// ---- messages from the host

const DRAWS = {
  lobby: drawLobby,
  reading: drawReading,
  open: (message) => {
    drawOpen(message);
    goOn();
  },
  paused: drawPaused,
  closed: drawClosed,
  decided: (message) => {
    pad.view = "decided";
    drawDecided(message);
  },
  revealed: (message) => {
    pad.view = "revealed";
    drawRevealed(message);
  },
  standings: (message) => {
    pad.view = "standings";
    drawStandings(message, inTheHall());
  },
  finished: (message) => {
    pad.view = "finished";
    drawFinished(message, inTheHall());
    if (!message.podium_comes) line.last();
  },
};
const inTheHall = () => pad.joined && (pad.joined.hall || pad.joined.name);
const NOTES = {
  greeting: drawGreeting,
  welcome: drawWelcome,
  named: drawNamed,
  refused: drawRefused,
  taken: drawTaken,
  waiting: drawWaiting,
  moved: drawMoved,
  removed: drawRemoved,
  gone: drawGone,
};

function take(message) {
  if (NOTES[message.now]) NOTES[message.now](message);
  if (!DRAWS[message.now] || !pad.joined) return;
  pad.state = message;
  if (message.now !== "open") rest();
  clock.follow(message);
  if (message.playful) points = message.now === "revealed" ? message.total : message.points;
  DRAWS[message.now](message);
  drawHeader();
}

function drawHeader() {
  byId("who").hidden = !pad.joined;
  drawWhy();
  byId("line").hidden = !pad.joined || !["reading", "open", "paused"].includes(pad.state && pad.state.now);
  if (!pad.joined || !pad.state) return;
  byId("name").replaceChildren(el("b", {}, pad.joined.name), pad.joined.team ? ` · ${pad.joined.team}` : "");
  const asked = ["reading", "open"].includes(pad.state.now);
  byId("place").replaceChildren(
    ...(asked
      ? [el("span", { class: "unseen" }, "Question "), `${pad.state.number} of ${pad.state.of}`]
      : [points == null || pad.state.now === "paused" ? "" : counted(points, "point")]),
  );
  clock.tick();
}

// The name that the hall sees is mentioned while there is nothing else to read or do.
function drawWhy() {
  const busy = ["reading", "open", "paused"].includes(pad.state && pad.state.now);
  const why = (pad.joined && pad.joined.why) || "";
  const named = byId("named");
  if (named.textContent !== why) named.textContent = why;
  named.hidden = !why || busy;
}

// ---- in and out

function drawWelcome(message) {
  pad.joined = { token: message.token, name: message.name, team: message.team, code: code() };
  onDevice.write(SEAT, pad.joined);
  points = pad.state = null;
  settle();
  forgetQuestion();
}

// The host approves names: until then, or if the host replaces one, the hall sees another.
function drawNamed(message) {
  if (!pad.joined) return;
  Object.assign(pad.joined, { name: message.name, team: message.team, hall: message.public_name, why: message.sentence });
  onDevice.write(SEAT, pad.joined);
  const nick = byId("nick-here");
  if (nick) nick.textContent = pad.joined.name;
  drawHeader();
}

function drawRefused(message) {
  if (pad.joined && message.field !== "token") {
    drawRefusedAnswer(message);
    return;
  }
  if (pad.joined) forget();
  drawRefusedSeat(message);
}

function forget() {
  pad.joined = pad.state = points = null;
  forgetQuestion();
  clock.follow(null);
  onDevice.write(SEAT, null);
  drawHeader();
}

// ---- when the seat is no longer here

const again = (words) =>
  el(
    "div",
    { class: "foot" },
    button(
      "do",
      () => {
        pad.view = "";
        line.connect();
      },
      words,
    ),
  );

function drawMoved(message) {
  line.rest();
  draw(
    "moved",
    "middle",
    badge("", "right"),
    heading(message.sentence.replace(/\.$/, "")),
    p("A later tab or another device took over. Your points are there.", "muted"),
    again("Play here"),
  );
}

function drawRemoved(message) {
  if (hasLeft) {
    hasLeft = false;
    return;
  }
  settle();
  forget();
  line.rest();
  const why = message.sentence.replace(/^You are out of the game( now)?\. ?/, "");
  draw(
    "over",
    "middle",
    badge("dull", "cross"),
    heading("You are out of the game"),
    p(why || "The host took this device out."),
    p("If that was a mistake, ask the host to let you back in.", "muted"),
    again("Join again"),
  );
}

function drawGone(message) {
  // Without a sentence, the host is only away for a moment, and the line keeps trying.
  if (!message.sentence) return;
  const name = pad.view;
  forget();
  line.rest();
  // Keep what there is to do, to be read.
  if (name === "finished") {
    byId("bye").textContent = message.sentence;
    return;
  }
  draw("over", "middle", badge("dull", "cross"), heading("The quiz is over"), p(message.sentence));
}

// ---- before and between questions

function drawLobby(message) {
  const here = `${pad.joined.team ? `${pad.joined.team} · ` : ""}${figure(message.players)} here so far`;
  if (pad.view === "lobby") {
    byId("here").textContent = here;
    return;
  }
  forgetQuestion();
  draw(
    "lobby",
    "middle",
    badge("round", "tick"),
    heading([el("small", {}, "You are in "), el("span", { id: "nick-here" }, pad.joined.name)]),
    el("p", { id: "here" }, here),
    p("Keep this page open. It begins when the host starts.", "muted"),
    button("quiet low", leave, "Leave the game"),
  );
}

let hasLeft = false; // by the player's own choice, so the host's message that they are out is no news

function leave() {
  hasLeft = line.send({ do: "leave" });
  forget();
  forgetName();
  drawJoin();
}

function drawReading(message) {
  const name = `reading ${message.number}`;
  if (pad.view === name) {
    goOn();
    return;
  }
  draw(
    name,
    "question",
    el(
      "div",
      { id: "stage" },
      heading(message.prompt),
      comingTiles(message.options || []),
      el("p", { class: "foot muted", id: "opens" }),
    ),
  );
}

// The pause covers the current view, which goes on afterwards.
function drawPaused() {
  const card = [badge("warn", "bars"), heading("Paused"), p("What you have begun is kept. Keep this page open.", "muted")];
  const stage = byId("stage");
  if (!stage) {
    draw("paused", "middle", card);
    return;
  }
  if (byId("pause")) return;
  held = stage.contains(document.activeElement) ? document.activeElement : null;
  stage.inert = true;
  main.append(el("div", { id: "pause" }, el("div", { class: "card" }, card)));
  main.querySelector("#pause h1").focus({ preventScroll: true });
}
let held = null; // what had the focus before the pause

function goOn() {
  const card = byId("pause");
  if (!card) return;
  card.remove();
  byId("stage").inert = false;
  if (held) held.focus({ preventScroll: true });
}

function drawClosed(message) {
  const given = (message.picked || []).length
    ? message.picked.map((option) => answerBox(option))
    : (message.given || []).map((text) => answerBox(null, text));
  const answered = message.taken || given.length > 0;
  const told = message.taken ? "Your answer, kept" : "Your answer. It is not kept yet.";
  draw(
    `closed ${message.number}`,
    "middle",
    badge("", "up"),
    heading("Look up"),
    p(answered ? "The answer comes on the big screen." : "It is closed. The answer comes on the big screen.", "muted"),
    el(
      "div",
      { class: "low" },
      given,
      p(answered ? told : "No answer from this device.", "muted"),
    ),
  );
}

// ---- start: as this device's player, unless the page comes with the code of another game

function opened() {
  hasLeft = false;
  lineOpened();
  if (pad.joined) line.send({ do: "return", token: pad.joined.token });
}

function said(message) {
  take(message);
  if (DRAWS[message.now] && message.now !== "paused") lineKnown();
}

const given = begin();
pad.joined = onDevice.read(SEAT);
if (pad.joined && given && pad.joined.code !== given) pad.joined = null;
line.open({ opened, said, isIdle: () => !pad.joined && !isAsking() });
