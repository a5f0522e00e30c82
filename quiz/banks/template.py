"""The first page of a new bank: a file with comments and a question of each common type, to write over."""

import json
from datetime import date

_TEMPLATE = """\
format = 1

# What the bank is. Everything between quotes is yours to change; lines that begin with # are notes and change nothing.
[bank]
id = {id}                  # lower-case words with hyphens; results depend on it, so keep it
title = {title}
summary = "One or two sentences for the home screen."
audience = {audience}
version = {version}
pass_mark = 80                # per cent
quiz_length = 10              # questions in one quiz; 0 means all
preset = "steady"             # points for the leaderboard: steady, accuracy, classic or certainty
topics = {{ "messages" = 2 }}   # optional: this topic comes twice as often as each of the others
draft = true                  # take this line out when every question has an explanation and a source

# Where a fact comes from. Questions name it by the word behind the dot, here: policy.
[sources.policy]
title = "Our acceptable use policy"
publisher = "Our school"
url = "https://www.example.org/acceptable-use"
checked = {today}          # the day on which you last read it
kind = "primary"              # optional: "primary" says it themselves, "secondary" reports what others say

# One right answer. Every other option says why it is not right: players see it when they pick it.
[[questions]]
id = "one-answer"
type = "single"
topic = "messages"
prompt = "A parent messages your own phone about their child's mark. Where does your answer go?"
options = [
  {{ text = "Into the school's own system, as the policy says", correct = true }},
  {{ text = "Back to the parent from your own phone, to be quick", why = "The school could not find it again." }},
  {{ text = "Into the year group's chat, so that all of us know", why = "Colleagues who need not know would read it." }},
]
explanation = "What is about a pupil belongs where the school can find it, and look after it."
action = "Tell {{dpo}} if you are unsure."   # optional; {{dpo}}, {{it_support}}, {{dsl}} and {{head}} come from school.toml
sources = ["policy"]

# Several right answers.
[[questions]]
id = "several-answers"
type = "multiple"
topic = "messages"
prompt = "Which of these belong in the school's own system? Pick all that do."
options = [
  {{ text = "A pupil's support plan", correct = true }},
  {{ text = "A note of a talk with a parent", correct = true }},
  {{ text = "Who brings the cake on Friday", why = "Nobody's personal information is in it." }},
]
explanation = "What is about a person, and what was decided, belongs where it can be found."
sources = ["policy"]

# True or false.
[[questions]]
id = "true-or-false"
type = "true-false"
topic = "devices"
fact = "own-phones"           # optional: two questions with one fact never come in one quiz or game
prompt = "A message about a pupil on my own phone is no business of the school's."
answer = false
why = "If it is about your work, the school may have to find it."
explanation = "Work on a private phone is still work."
sources = ["policy"]

# Steps, written here in the right order; players see them shuffled.
[[questions]]
id = "in-order"
type = "order"
topic = "incidents"
prompt = "A message went to the wrong parent. Put the first steps in order."
steps = [
  "Note what was sent, and to whom",
  "Tell the data protection lead",
  "Do what the lead decides",
]
explanation = "The sooner the lead knows, the more can be put right."
sources = ["policy"]

# Things to sort: several items may share a box.
[[questions]]
id = "sort-them"
type = "match"
topic = "channels"
prompt = "Where does each of these go?"
pairs = [
  {{ item = "A room change for today", with = "Staff noticeboard" }},
  {{ item = "A worry about a child", with = "The safeguarding lead" }},
]
distractors = ["Nowhere at all"]
explanation = "Each has a place of its own."
sources = ["policy"]
"""


def template_text(*, identifier: str, title: str, audience: str, today: date) -> str:
    """Return a commented draft with one question of each common type, which can be played at once."""
    return _TEMPLATE.format(
        id=_quoted(identifier),
        title=_quoted(title),
        audience=_quoted(audience),
        version=_quoted(f"{today:%Y.%m}"),
        today=today.isoformat(),
    )


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, except for DEL, which neither title nor id may hold.
    return json.dumps(text, ensure_ascii=False)
