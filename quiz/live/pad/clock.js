// The clock is only for show: the host's decides. A pause freezes it.

import { byId, say } from "./page.js";

const LATE = 10;
let state = null; // the host's latest state
let running = null; // {ends, total, warned} while there is a time limit

export function follow(message) {
  state = message;
  if (message && message.now === "paused") return;
  const runs = message && ["reading", "open"].includes(message.now) && message.seconds != null;
  running = runs
    ? { ends: performance.now() + message.seconds * 1000, total: message.total, warned: message.seconds <= LATE }
    : null;
}

function figures(now, left, late) {
  if (now === "paused") return "Paused";
  if (now === "reading") return "–";
  if (now !== "open" || !running) return "";
  return `${late ? "▲ " : ""}${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

function tellWhenItOpens(left) {
  const opens = byId("opens");
  const told = running
    ? `Answers open in ${left}. Read it on the big screen.`
    : "Read it on the big screen. The answers open in a moment.";
  if (opens && opens.textContent !== told) opens.textContent = told;
}

export function tick() {
  const now = state && state.now;
  const left = running ? Math.max(0, Math.ceil((running.ends - performance.now()) / 1000)) : 0;
  const late = now === "open" && running && left <= LATE;
  const time = byId("time");
  const shown = figures(now, left, late);
  if (time.textContent !== shown) time.textContent = shown;
  time.className = late || now === "paused" ? "late" : "";
  if (now === "paused") return;
  if (now === "reading") tellWhenItOpens(left);
  byId("line").className = late ? "late" : "";
  byId("left").style.width = now === "open" && running ? `${(100 * left) / Math.max(running.total || 0, left, 1)}%` : "0";
  if (late && !running.warned) {
    running.warned = true;
    if (!state.taken) say("Ten seconds left");
  }
}
setInterval(tick, 250);
