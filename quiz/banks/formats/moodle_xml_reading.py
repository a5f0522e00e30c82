"""Reads Moodle XML, the full format of Moodle's question bank, by the rules of Moodle's own importer.

It differs in this: true and false are known by their words and never by their place, ``False`` is read as ``false``, and
an ordering question whose numbers contradict the order of its items is left out.
"""

from collections.abc import Callable

from quiz.banks.formats import moodle_keys
from quiz.banks.formats.exchange import Imported, ImportReport, LeftOut, clean_lines
from quiz.banks.formats.file_reading import UnusableFileError
from quiz.banks.formats.markup import in_html
from quiz.banks.formats.moodle_keys import Answers, Weighed, refuse_too_many
from quiz.banks.formats.moodle_questions import MoodleQuestions, names_in_path
from quiz.banks.formats.moodle_xml_import import XmlImport, is_yes, joined, text_in, weight_of
from quiz.banks.formats.xml_reading import Element, read_children
from quiz.banks.rules import MOST_WEIGHT
from quiz.questions.diagnostics import quoted
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.true_false import TrueFalse

TITLE = "Bank:"
"""Begins the description of the first category in our own exports; the bank's title follows."""

_TRUTHS = {
    **dict.fromkeys(("true", "wahr", "richtig", "vrai", "verdadero", "verdadeiro", "vero", "gwir"), True),
    **dict.fromkeys(("false", "falsch", "faux", "falso", "anwir", "ffug"), False),
}
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
# Moodle's own default texts, which say nothing.
_SAYS_NOTHING = {
    *("Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."),
    *("Die Antwort ist richtig.", "Die Antwort ist teilweise richtig.", "Die Antwort ist falsch."),
    *("Votre réponse est correcte.", "Votre réponse est partiellement correcte.", "Votre réponse est incorrecte."),
    *("Respuesta correcta", "Respuesta parcialmente correcta.", "Respuesta incorrecta."),
}
_MOODLE_DRAWS = (
    "it stands for a question that Moodle draws by chance.",
    "Export the category from which it draws.",
)
_GAPS = ("it is a text with gaps.", "Ask for each gap in a question of its own.")
_FIGURES = ("its figures are drawn anew each time.", "Write it with fixed figures, as a numerical question.")
_PICTURE = ("something is to be dragged onto a picture.", "Ask it as a matching question, in words.")
_UNREAD = {
    "essay": (
        "it is an essay question, which nobody could mark here.",
        "Ask it as one of the types that mark themselves, or talk it over in the room.",
    ),
    "description": (
        "it is a text to read and no question.",
        "Put the text into the questions that need it.",
    ),
    **dict.fromkeys(("cloze", "multianswer", "gapselect", "ddwtos"), _GAPS),
    **dict.fromkeys(("calculated", "calculatedsimple", "calculatedmulti", "formulas", "stack"), _FIGURES),
    **dict.fromkeys(("random", "randomsamatch"), _MOODLE_DRAWS),
    **dict.fromkeys(("ddmarker", "ddimageortext", "ddmatch"), _PICTURE),
}
"""Moodle's types without a counterpart here: why, and the way round."""


def read_moodle_xml(text: str, file: str) -> Imported:
    """Return the questions of a Moodle XML file, and line by line what could not be carried over."""
    report = ImportReport(file)
    reading = _MoodleXmlReading(report)
    try:
        read_children(clean_lines(text, report), "quiz", reading.element)
    except UnusableFileError as why:
        # What comes before the broken place is dropped too: half a file would pass for the whole.
        report = ImportReport(file)
        report.fault(why.line, "syntax", f"{why.message} Nothing of the file was read.", why.fix)
        return Imported(questions=(), problems=report.problems())
    return reading.questions.imported()


class _MoodleXmlReading:
    """A Moodle XML file being read."""

    def __init__(self, report: ImportReport) -> None:
        self._report = report
        self.questions = MoodleQuestions(report)
        self._ours = False

    def element(self, element: Element) -> None:
        """Read one child of ``<quiz>``."""
        kind = element.attributes.get("type", "").strip()
        if element.name != "question":
            message = f"<{element.name[:40]}> is not a question and was left behind."
            self._report.advice(element.line, "left-behind", message, "There is nothing to do if no question stands in it.")
        elif kind == "category":
            self._category(element)
        else:
            self._question(kind, element)

    def _category(self, element: Element) -> None:
        path, info = text_in(element.first("category")), text_in(element.first("info"))
        if info.startswith(TITLE) and not self.questions.title:
            self._ours, self.questions.title = True, info.removeprefix(TITLE).strip()
        if self._ours:
            # The course, its topmost category, the bank, and perhaps the topic.
            self.questions.topic = next(iter(names_in_path(path)[3:]), "")
        else:
            self.questions.enter_category(path, element.line)

    def _question(self, kind: str, element: Element) -> None:
        try:
            case = XmlImport(self._report, element)
        except LeftOut as why:
            self._report.fault(why.line, why.rule, f"A question was left out: {why.message}", why.fix)
            return
        try:
            question = self._made(kind, case)
        except LeftOut as why:
            case.leave_out(why)
            return
        case.report_markup()
        case.report_files()
        number = case.value("idnumber")
        self.questions.keep(question, case, element.line, [number] if number else [], case.name)

    def _made(self, kind: str, case: XmlImport) -> Question:
        read = _READERS.get(kind)
        if read is None:
            raise _unread(kind)
        asked = joined(case.text(case.element.first(name)) for name in ("questiontext", "instructions"))
        answers = read(case)
        for name in _COMBINED:
            said = case.text(case.element.first(name))
            case.keep_elsewhere("" if said in _SAYS_NOTHING else said)
        if is_yes(case.value("hidden")):
            case.advise("hidden", "it is hidden in Moodle: somebody took it out.", "Take it out here too if it is old.")
        return self.questions.question(
            case,
            answers,
            prompt=asked,
            feedback=case.text(case.element.first("generalfeedback")),
            topic=self._topic(case),
            hint=joined(case.text(hint.first("hintcontent") or hint) for hint in case.element.all("hint")),
            weight=_worth(case),
            shuffle=is_yes(case.value("shuffleanswers", "true")),
        )

    def _topic(self, case: XmlImport) -> str:
        """Return the topic: the category, or else the first tag."""
        kept = [*case.element.all("coursetags"), *case.element.all("tags")]
        tags = [text for tag in kept for child in tag.children if (text := case.literal(child))]
        if not self.questions.topic:
            return self.questions.topic_by_tag(case, tags)
        if tags:
            message = f"its tags were left behind: {', '.join(map(quoted, tags))}."
            case.advise("tags", message, "Its topic is the category.")
        return self.questions.topic


def _unread(kind: str) -> LeftOut:
    if kind in _UNREAD:
        return LeftOut(kind, *_UNREAD[kind])
    message = f"its type is {quoted(kind)}, which only Moodle can ask." if kind else "it does not say of which type it is."
    fix = "Ask it as multiple choice, true or false, short answer, numerical, matching or ordering."
    return LeftOut("type", message, fix)


def _worth(case: XmlImport) -> int | float:
    """Return the weight: the default mark, if that is a valid one."""
    said = case.value("defaultgrade", "1")
    try:
        worth = float(said.replace(",", "."))
    except ValueError:
        worth = 0.0
    if 0 < worth <= MOST_WEIGHT:
        return int(worth) if worth.is_integer() else worth
    case.advise("weight", f"its default mark {quoted(said)} was left behind; it counts 1.", "Give it a weight of its own.")
    return 1


def _weighed(case: XmlImport, text: Callable[[Element], str]) -> list[Weighed]:
    """Return the answers of a question in the order of the file, their texts read by ``text``."""
    found = case.element.all("answer")
    refuse_too_many(len(found))
    return [
        Weighed(text(answer), weight_of(case, answer), case.text(answer.first("feedback")), answer.line) for answer in found
    ]


def _multichoice(case: XmlImport) -> Answers:
    answers: list[Weighed] = []
    for answer in _weighed(case, case.text):
        if answer.text:
            answers.append(answer)
        else:
            case.advise("empty-option", "an option without text was left behind.", "Write it, or take it out.", answer.line)
            case.keep_elsewhere(answer.why)
    if len(answers) < 2:
        raise LeftOut("too-few", "it has fewer than two options.", "Give it two or more.")
    if is_yes(case.value("single", "true")):
        return moodle_keys.one_right(case, answers)
    return moodle_keys.several_right(case, answers, "Give each right one its share of 100 per cent.")


def _true_false(case: XmlImport) -> Answers:
    fix = 'Write  true  and  false  as its two answers, fraction="100" at the right one and fraction="0" at the other.'
    whys: dict[bool, str] = {}
    earned: dict[bool, float] = {}
    for answer in _weighed(case, case.text):
        truth = _TRUTHS.get(answer.text.casefold())
        if truth is None or truth in earned:
            raise LeftOut("no-key", f"its answer {quoted(answer.text)} is not once true and once false.", fix, answer.line)
        earned[truth], whys[truth] = answer.weight, answer.why
    right = [truth for truth, weight in earned.items() if weight >= 100]
    if len(right) != 1 or any(0 < weight < 100 for weight in earned.values()):
        raise LeftOut("no-key", "not just one of true and false earns the mark.", fix)
    case.keep_elsewhere(whys[right[0]])
    return TrueFalse, {"answer": right[0], "why": whys.get(not right[0], "")}


def _short(case: XmlImport) -> Answers:
    if is_yes(case.value("usecase")):
        case.advise("case", "capitals matter in its answer in Moodle, and not here.", "See that this suits the question.")
    return moodle_keys.short(case, _weighed(case, case.literal))


def _number(case: XmlImport) -> Answers:
    def figure(answer: Element) -> str:
        text, tolerance = case.literal(answer), case.literal(answer.first("tolerance"))
        return f"{text}:{tolerance}" if tolerance.strip("0.") and text != "*" else text

    make, own = moodle_keys.number(case, _weighed(case, figure))
    units = [case.literal(unit.first("unit_name")) for kept in case.element.all("units") for unit in kept.all("unit")]
    if units[1:]:
        message = f"its other units were left behind: {', '.join(map(quoted, units[1:]))}."
        case.advise("units", message, "One unit is asked for here.")
    return make, own | {"unit": next(iter(units), "")}


def _match(case: XmlImport) -> Answers:
    rows = case.element.all("subquestion")
    refuse_too_many(len(rows))
    return moodle_keys.match(case, [(case.text(row), _box(case, row.first("answer")), row.line) for row in rows])


def _box(case: XmlImport, answer: Element | None) -> str:
    # Moodle shows it without tags, and with its entities resolved.
    return in_html(case.plain(case.literal(answer), "html")) if answer else ""


def _order(case: XmlImport) -> Answers:
    found = case.element.all("answer")
    refuse_too_many(len(found))
    places = [weight_of(case, answer) for answer in found]
    if len(set(places)) > 1 and places != sorted(places):
        message = "the numbers of its steps are not in the order in which they stand."
        raise LeftOut("no-key", message, "Write the steps in their order, as Moodle reads them.", found[0].line)
    steps: list[str] = []
    for answer in found:
        step, said = case.text(answer), case.text(answer.first("feedback"))
        case.keep_elsewhere(said, step)
        if step:
            steps.append(step)
        else:
            case.advise("empty-option", "a step without text was left behind.", "Write it, or take it out.", answer.line)
    return Order, {"steps": tuple(steps)}


_READERS: dict[str, Callable[[XmlImport], Answers]] = {
    "multichoice": _multichoice,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _match,
    "match": _match,
    "ordering": _order,
}
"""By Moodle's name for the type."""
