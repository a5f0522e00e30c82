// The feedback on an answer, built with the parts that the pads of a hall use.

import { bank } from "./bank.js";
import { answerAndKey, field, part, title, told, verdict } from "./outcomes.js";
import { p } from "./page.js";
import { sceneAfter, TYPES } from "./types.js";

export const sourcesOf = (question) => question.sources.map((key) => bank.sources[key]).filter(Boolean);

// `screen` is the question as drawn, `given` the answer from its form, false for none, and `mark` goes from 0 to 1.
export function drawFeedback(question, screen, given, mark) {
  const answer = given ? screen.answer(given) : null;
  const message = {
    answered: Boolean(given),
    right: mark === 1,
    mark,
    options: screen.rightOptions.length ? screen.shown.options : [],
    right_options: screen.rightOptions,
    picked: (given && given.picked) || [],
    given: answer ? TYPES[question.type].words(question, answer) : [],
    why: answer ? TYPES[question.type].reasons(question, answer).filter(Boolean) : [],
    key: question.key,
    key_heading: question.key_heading,
    explanation: question.explanation,
    action: question.action,
    sources: sourcesOf(question),
  };
  return [
    question.scored ? judged(message) : thanks(message),
    question.type === "scenario" && answer ? p(sceneAfter(question, answer.choices).text, "scene") : null,
    question.scored ? answerAndKey(message) : part("Your answer", message.given),
    told(message),
    title("The question"),
    p(question.prompt, "muted"),
  ];
}

function judged(message) {
  const shown = verdict(message);
  // Never 0 or 100 per cent by rounding alone.
  const percent = Math.min(Math.max(Math.round(100 * message.mark), 1), 99);
  if (message.mark > 0 && !message.right) shown.append(p(`${percent} % of it`, "strong"));
  return shown;
}

const thanks = ({ answered }) =>
  field("none", null, answered ? "Thank you" : "No answer this time", p("This one has no right answer."));
