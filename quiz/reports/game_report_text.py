"""The report of a live game as lines to read, and as a table for a spreadsheet."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from quiz.questions.text import plural, printable
from quiz.reports.csv_text import csv_text
from quiz.reports.game_report import FEWER, GameReport, ReportPart, ReportQuestion, ReportTeam

_BAR = 20
"""Characters of the longest bar."""
_COLUMNS = (
    *("game", "day", "number", "bank", "question", "kind", "prompt", "decision", "option", "right", "count"),
    *("answered", "per cent right", "counts"),
)


def game_report_lines(report: GameReport, zone: tzinfo | None = None) -> list[str]:
    """Return the report in plain lines; ``zone`` is where the day is told, None for the machine's own."""
    lines = [report.title, _when(report, zone), _who(report)]
    if report.share is not None:
        lines.append(f"{report.share:.0f} % of all that was answered was right.")
    if report.questions:
        lines += ["", "Questions, the hardest first"]
    for question in report.questions:
        lines += ["", *_question_lines(question)]
    if left_out := [*_left_out_lines(report)]:
        lines += ["", *left_out]
    if report.teams:
        lines += ["", "Teams, by the mean of their members' points" if not report.hands else "Teams, by their points"]
        lines += map(_team_line, report.teams)
    return [printable(line) for line in lines]


def game_report_csv(report: GameReport, zone: tzinfo | None = None) -> str:
    """Return the report as a table with a row for each question and option; no cell is a formula."""
    return csv_text([_COLUMNS, *_rows(report, report_day(report, zone).isoformat())])


def report_day(report: GameReport, zone: tzinfo | None = None) -> date:
    """Return the day on which the game began."""
    return datetime.fromtimestamp(report.began_at / 1000, zone).date()


def _when(report: GameReport, zone: tzinfo | None) -> str:
    day = report_day(report, zone)
    so_far = "" if report.finished else ", not played to its end"
    return f"Played on {day.day} {day:%B %Y}, {plural(report.minutes, 'minute')}{so_far}. Game {report.id}"


def _who(report: GameReport) -> str:
    if report.hands:
        return "Answered with hands or cards."
    return f"{report.joined} joined, {report.answered} of them answered at least once."


def _question_lines(question: ReportQuestion) -> Iterator[str]:
    yield f"{question.number}. {question.prompt}"
    right = "" if question.share is None else f"{question.share:.0f} % right, "
    yield f"   {right}{plural(question.answered, 'answer')}"
    for part in question.parts:
        yield from _part_lines(part)
    if not any(bar.right for part in question.parts for bar in part.bars):
        yield from (f"   Right: {line}" for line in question.key)


def _part_lines(part: ReportPart) -> Iterator[str]:
    if part.text:
        yield f"   {part.text}"
    if not part.bars:
        yield f"   Answered by {FEWER}: nothing is shown."
    most = max((bar.count for bar in part.bars), default=0)
    for bar in part.bars:
        drawn = "█" * max(round(_BAR * bar.count / most), 1) if bar.count else ""
        yield f"   {'✔' if bar.right else ' '} {bar.count:>4}  {bar.text}  {drawn}".rstrip()
    if part.most_picked_wrong:
        more = ", by more than the right answer" if part.misled else ""
        yield f"   Most common wrong answer{more}: {' / '.join(part.most_picked_wrong)}"


def _left_out_lines(report: GameReport) -> Iterator[str]:
    for one in report.left_out:
        why = "it was skipped" if one.why == "skipped" else "it was struck, its key being wrong"
        yield f"Does not count, for {why}: {one.number}. {one.prompt}"
    if report.not_asked:
        yield f"{plural(report.not_asked, 'question')} of the game {'was' if report.not_asked == 1 else 'were'} not shown."


def _team_line(team: ReportTeam) -> str:
    if team.points is None:
        return f"   {team.name}: {FEWER}, so no figure is shown"
    members = "" if team.members is None else f" ({plural(team.members, 'player')})"
    return f"   {team.name}: {team.points:,.0f}{members}"


def _rows(report: GameReport, day: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each question and option, in the game's order, then one for each question that does not count."""
    for question in sorted(report.questions, key=lambda question: question.number):
        head = (report.id, day, str(question.number), question.bank, question.id, question.kind, question.prompt)
        share = "" if question.share is None else f"{question.share:g}"
        for part in question.parts:
            for bar in part.bars:
                right = "yes" if bar.right else "no" if question.key else ""
                yield (*head, part.text, bar.text, right, str(bar.count), str(question.answered), share, "yes")
            if not part.bars:
                yield (*head, part.text, "", "", FEWER, "", share, "yes")
    for one in report.left_out:
        yield (report.id, day, str(one.number), "", "", "", one.prompt, "", "", "", "", "", "", one.why)
