"""The page to start from: what is asked of monitoring, and which file answers it."""

from collections.abc import Iterable, Sequence

from quiz.reports.html_page import html_list, html_text
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.page import INDEX, PEOPLE, PackFile, names_staff, pack_page, paragraphs
from quiz.reports.pack.parts import MONITORING, Expectation

_OF_MATERIAL = "material/"
_TARGETS = (
    "https://ico.org.uk/for-organisations/advice-and-services/audits/data-protection-audit-framework/toolkits/"
    "training-and-awareness/monitoring-and-reporting-on-training-completion"
)
_FOLLOW_UP = (
    "https://ico.org.uk/for-organisations/advice-and-services/audits/data-protection-audit-framework/toolkits/"
    "training-and-awareness/follow-up-on-non-completion-of-training"
)


def index(facts: PackFacts, made: Sequence[tuple[Expectation, PackFile]]) -> PackFile:
    """Return the page; ``made`` are all other files, each with what it answers."""
    rules = facts.completion.rules
    body = "\n".join(
        [
            paragraphs(
                "What the ICO's accountability framework asks of monitoring training, in our words, and the files here that "
                "answer it. The pack shows what a program knows; what the school does beside it is the school's to add."
            ),
            _address("The framework itself", MONITORING),
            paragraphs(
                f"What lies in the folder {PEOPLE.rstrip('/')} names staff. Everything else names nobody, and can be handed "
                "on without it.",
                kind="names",
            ),
            *(_section(one, files) for one in Expectation if (files := [file for what, file in made if what is one])),
            "<h2>How it was made</h2>",
            html_list(
                [
                    ("Courses", ", ".join(one.course.title for one in facts.completion.courses) or "none"),
                    ("Good for", str(rules.within)),
                    ("Target", f"{rules.target} % of the list of staff"),
                    ("Made by", facts.program),
                    ("Days are those of", facts.clock),
                    ("Checked by", "manifest.sha256 has the SHA-256 of every file: sha256sum -c manifest.sha256"),
                ]
            ),
            paragraphs(
                "The same scores, lists, banks, options, day and version of the program make the same pack, to the byte. "
                "The ICO's toolkit for audits says more on targets and reports, and on who follows up; the ICO says that "
                "it is under review. It was read as a copy in November 2026, like the framework: the page itself wins.",
            ),
            _address("Reports on completion", _TARGETS),
            _address("Following up", _FOLLOW_UP),
        ]
    )
    return pack_page(INDEX, "where to begin", "Evidence of training", body, facts.day)


def _section(expectation: Expectation, files: Iterable[PackFile]) -> str:
    listed = [file for file in files if not file.path.startswith(_OF_MATERIAL)]
    items = "\n".join(f"<li>{line}</li>" for line in map(_line, listed))
    return f"<h2>{html_text(expectation.value)}</h2>\n<ul>\n{items}\n</ul>"


def _line(file: PackFile) -> str:
    path, about = html_text(file.path), html_text(file.about)
    named = " <strong>names staff</strong>" if names_staff(file.path) else ""
    return f'<a href="{path}">{path}</a>: {about}{named}'


def _address(label: str, address: str) -> str:
    return f'<p class="small">{html_text(label)}: <a href="{address}">{html_text(address)}</a></p>'
