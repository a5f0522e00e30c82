// Keeps the place and the result in the school's VLE, which runs this page as the only SCO of a SCORM 1.2 package.

import { bank } from "./bank.js";
import { begin } from "./practice.js";

const MOST = 4096; // characters of suspend_data
const api = found(window) || (window.opener && found(window.opener));
const began = performance.now();

// The VLE's side is an object named API in a window that contains this one, or opened it.
function found(start) {
  let here = start;
  while (!apiOf(here) && here.parent !== here) here = here.parent;
  return apiOf(here);
}

// A window from another origin cannot be looked into.
function apiOf(frame) {
  try {
    return frame.API || null;
  } catch {
    return null;
  }
}

function call(name, ...values) {
  try {
    return String(api[name](...values));
  } catch {
    return "";
  }
}
const isIn = Boolean(api) && call("LMSInitialize", "") === "true";
const get = (element) => (isIn ? call("LMSGetValue", element) : "");
const set = (element, value) => isIn && call("LMSSetValue", element, String(value)) === "true";
const commit = () => call("LMSCommit", "") === "true";

// hours:minutes:seconds since the page was opened, as SCORM wants them.
function sessionTime() {
  const seconds = (performance.now() - began) / 1000;
  const two = (figure) => String(Math.floor(figure)).padStart(2, "0");
  return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

// Browsing or reviewing changes nothing.
const counts = !["browse", "review"].includes(get("cmi.core.lesson_mode"));
let isOpen = isIn;

// The result for the VLE. A later run takes nothing away from a better one before. Values in the VLE that are not valid are
// left out, since it would refuse them if they were sent back.
const STATUSES = ["passed", "completed", "failed", "incomplete", "browsed", "not attempted", "unknown"];
const oneOf = (known, said) => (known.includes(said) ? said : "");
const figure = (said) => (Number.isFinite(parseFloat(said)) ? said : "");
let score = figure(get("cmi.core.score.raw"));
let status = oneOf(STATUSES, get("cmi.core.lesson_status"));

const PAUSES = [5, 10, 20, 40, 60]; // seconds between tries to send what the VLE has not kept
let run = null; // the run that the VLE has not kept yet, from which both place and result follow
let tries = 0;
let timer = 0;
let told = () => {};

function keep(attempt) {
  if (!isOpen || !counts) return true;
  run = attempt;
  tries = 0;
  return tell();
}

// Everything is sent each time: after a failed commit, nobody knows how much of it the VLE still has.
function tell() {
  clearTimeout(timer);
  if (hasKept(run)) run = null;
  else timer = setTimeout(again, 1000 * PAUSES[Math.min(tries++, PAUSES.length - 1)]);
  return !run;
}

function hasKept(attempt) {
  const isAnswered = attempt.marks.length === attempt.length;
  set("cmi.core.session_time", sessionTime());
  set("cmi.core.exit", isAnswered ? "" : "suspend");
  const text = attempt.written(MOST);
  // If the place is too long to keep, the result is still sent.
  const granted = [text ? set("cmi.suspend_data", text) : isAnswered, !status || set("cmi.core.lesson_status", status)];
  if (score !== "") {
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    granted.push(set("cmi.core.score.raw", score));
  }
  return commit() && granted.every(Boolean);
}

function again() {
  const isKept = !run || tell();
  told(isKept);
  return isKept;
}

function ended(attempt) {
  if (!counts) return;
  const { scored, percent, passed } = attempt.result();
  if (scored && (score === "" || percent >= Number(score))) score = percent;
  status = !scored ? "completed" : passed || status === "passed" ? "passed" : "failed";
}

function leave() {
  if (!isOpen) return;
  if (run) tell();
  clearTimeout(timer);
  isOpen = false;
  set("cmi.core.session_time", sessionTime());
  call("LMSFinish", "");
}
addEventListener("pagehide", leave);
// A page restored from the browser's cache has lost its connection to the VLE.
addEventListener("pageshow", (event) => event.persisted && location.reload());

if (counts && ["not attempted", "unknown"].includes(status)) {
  status = "incomplete";
  set("cmi.core.lesson_status", status);
  set("cmi.core.exit", "suspend");
}
begin({
  note: isIn
    ? "Your VLE keeps your place, and your result when you finish."
    : "No VLE answers here, so nothing is kept: open this from your course to have it count.",
  trouble: "Your VLE did not keep that. You can go on: this page keeps trying.",
  unrecorded: "Your VLE has not recorded your result yet. Keep this page open: it keeps trying.",
  kept: () => get("cmi.suspend_data") || null,
  past: () => new Map(),
  keep,
  ended,
  again,
  retried: (changed) => {
    told = changed;
  },
});
