// Keeps the player's place only in this browser, if it allows that. The page starts here.

import { bank } from "./bank.js";
import { begin } from "./practice.js";

const PLACE = `inset-quiz-practice:${bank.id}`;
const PAST = `inset-quiz-past:${bank.id}`;

// A browser that stores nothing throws even when its storage is named.
function stored(act) {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}
const write = (key, text) =>
  stored((store) => {
    store.setItem(key, text);
    return true;
  }) || false;
const remove = (key) => stored((store) => store.removeItem(key));
const canKeep = write(`${PLACE}:try`, "");
remove(`${PLACE}:try`);

function past() {
  try {
    const known = Object.entries(JSON.parse(stored((store) => store.getItem(PAST))));
    return new Map(known.filter(([, asked]) => Array.isArray(asked) && asked.length === 2 && asked.every(Number.isInteger)));
  } catch {
    return new Map();
  }
}

function remember(attempt) {
  const known = past();
  for (const { question, right } of attempt.responses) {
    const [times] = known.get(question.id) || [0];
    known.set(question.id, [times + 1, Number(right)]);
  }
  write(PAST, JSON.stringify(Object.fromEntries(known)));
}

begin({
  note: canKeep
    ? "Nothing that you answer is sent anywhere. Your place is kept in this browser alone."
    : "Nothing that you answer is sent anywhere. This browser keeps nothing either: finish before you close the page.",
  trouble: "This browser could not keep your place. You can go on; only closing the page would lose it.",
  kept: () => stored((store) => store.getItem(PLACE)) || null,
  past,
  follow: (changed) => addEventListener("storage", ({ key, newValue }) => key === PLACE && changed(newValue)),
  keep: (attempt) => !canKeep || write(PLACE, attempt.written()),
  ended: remember,
  forget: canKeep ? () => [PLACE, PAST].forEach(remove) : null,
});
