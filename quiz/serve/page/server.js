// The connection to the server. An act is sent again until it is answered: each answer is the whole current view, and no act
// takes effect twice.

import { byId } from "./page.js";

const PAUSES = [1, 2, 3, 5, 8];
const PATIENCE = 15000;
const COUNTS = ["answer", "certainty", "skip", "flag", "acknowledge"]; // acts that the player would not repeat
const REFUSED = [400, 403, 413, 415, 421]; // statuses for which trying again is no use
const AWAY = "The quiz does not answer just now."; // what a proxy's error means while the server behind it restarts
const ELSEWHERE = "Something else answered. Load the page again.";
let pending = null; // the act being sent: {act, drawn, instead, tries, again, sentence, refused}
let next = null; // the act to send once that is done

export const isBusy = () => Boolean(pending && !pending.refused);
export const isAsking = (what) => isBusy() && pending.act.do === what;

// A later act replaces an earlier one: somebody who goes elsewhere need not wait. But acts that count go first, and somebody
// who leaves has to see their word. `instead`, if given, is called if the server refuses the act altogether.
export function ask(act, drawn, instead = null) {
  const mine = { act, drawn, instead, tries: 0, again: 0, sentence: "", refused: false };
  if (isBusy() && COUNTS.includes(pending.act.do)) next = mine;
  else if (!isBusy() || pending.act.do !== "leave") begin(mine);
}

function begin(mine) {
  pending = mine;
  next = null;
  send(mine);
}

async function send(mine) {
  mine.again = 0;
  mine.refused = false;
  paint();
  let view = null;
  // Not AbortSignal.timeout, which older tablets lack.
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch("/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(mine.act),
      credentials: "same-origin",
      signal: patience.signal,
    });
    view = await viewOf(response);
  } catch {
    /* no connection: try again */
  }
  clearTimeout(late);
  if (pending !== mine) return;
  if (view && view.now !== "trouble") {
    pending = null;
    paint();
    if (next) begin(next);
    else mine.drawn(view);
    return;
  }
  mine.sentence = view ? view.sentence : "";
  mine.refused = Boolean(view && view.refused);
  if (mine.refused) {
    mine.tries++;
    if (next) begin(next);
    else if (mine.instead) mine.instead();
    else paint();
    return;
  }
  // At random times: when the server comes back, so does everybody.
  mine.again = Date.now() + 1000 * PAUSES[Math.min(mine.tries++, PAUSES.length - 1)] * (0.75 + Math.random() / 2);
  paint();
}

// An answer that is not a view is a sentence from the server; a proxy in between may send a whole page, or nothing.
async function viewOf(response) {
  const kind = response.headers.get("Content-Type") || "";
  if (kind.startsWith("application/json")) return response.json();
  if (!kind.startsWith("text/plain")) return { now: "trouble", sentence: response.status >= 500 ? AWAY : ELSEWHERE };
  return { now: "trouble", sentence: await response.text(), refused: REFUSED.includes(response.status) };
}

function paint() {
  const lost = Boolean(pending && pending.tries);
  byId("trouble").hidden = !lost;
  const words = lost ? `▲ ${pending.sentence || "No connection."}` : "";
  if (byId("lost").textContent !== words) byId("lost").textContent = words;
  if (!lost) return;
  if (pending.refused) {
    byId("again").textContent = "";
    return;
  }
  const left = Math.max(1, Math.ceil((pending.again - Date.now()) / 1000));
  byId("again").textContent = `${pending.again ? `Trying again in ${left} s.` : "Trying now."} What you fill in is kept.`;
}

function watch() {
  if (!pending) return;
  if (pending.again && Date.now() >= pending.again) send(pending);
  else paint();
}

const now = () => {
  if (pending && (pending.again || pending.refused)) send(pending);
};
addEventListener("online", now);
byId("now").addEventListener("click", now);
setInterval(watch, 500);
