"""Marks and figures by which Moodle holds its own statistics of questions: measured values, a line an attempt.

The first are of mod/quiz/report/statistics/tests/fixtures/mdl_question_states.csv and the test beside it, the second of
steps00.csv, results00.csv and qstats00.csv and what stats_from_steps_walkthrough_test.php says of the whole quiz.
"""

from quiz.reports.item_statistics import Responses


def table(text: str) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, line.split())) for line in text.strip().splitlines())


def responses(marks: tuple[tuple[float, ...], ...], worths: tuple[float, ...], first: int = 1) -> Responses:
    """Return a table of marks as columns; questions are numbered from ``first``."""
    cells = [(row, column) for row in range(len(marks)) for column in range(len(worths))]
    return Responses(
        attempts=[f"attempt {row}" for row, _ in cells],
        questions=[str(first + column) for _, column in cells],
        marks=[marks[row][column] for row, column in cells],
        worths=[worths[column] for _, column in cells],
    )


FIRST_WORTHS = (8.0, *(1.0,) * 12)
"""Slots 8 to 20. Before them stand four that nobody got a mark for, and three that are worth nothing."""
FIRST_MARKS = table(
    """
    5.5 0.3 0.9 1   0.3 1 0 0 1 1 0 0 1
    1   0.9 0.9 0.3 0.3 1 0 0 1 0 1 0 1
    2.5 1   0.9 0.3 1   0 0 1 1 1 1 1 1
    4   0.3 0.9 1   0.3 0 0 0 0 1 0 0 1
    3   0.9 0.3 0.9 1   0 1 0 0 1 1 1 0
    4.5 0.9 1   1   0.9 0 1 1 1 0 0 0 0
    3   0.3 0.3 0.3 0.3 1 0 1 1 1 1 1 1
    6   0.9 0.9 1   0.3 0 1 1 1 1 0 0 1
    0.5 0.9 1   0.9 0.3 0 1 1 0 1 1 0 1
    5.5 0.9 1   0.9 0.3 1 1 0 0 1 0 0 0
    2.5 0.9 1   1   0.9 0 1 0 0 1 0 0 1
    4   0.9 0.3 0.9 1   0 1 1 1 1 1 0 1
    4   0.9 0.3 0.3 1   1 1 1 0 0 1 1 0
    3   1   1   0.3 1   0 1 0 1 1 1 1 0
    1   1   0.9 0.3 0.3 1 0 1 0 0 0 0 0
    1   0.3 0.3 0.3 0.9 0 0 0 1 0 0 0 1
    1.5 1   0.3 0.9 1   1 1 0 1 1 0 0 0
    4   0.9 1   0.9 1   0 1 1 1 0 1 0 0
    2   0.9 0.9 0.3 0.9 0 1 0 0 0 0 0 0
    1   1   0.3 0.3 0.3 0 1 1 0 1 0 0 0
    6   0.9 1   1   0.9 0 0 0 1 0 0 1 1
    7   0.9 0.3 0.3 0.3 1 0 1 1 1 1 0 0
    """
)
FIRST = responses(FIRST_MARKS, FIRST_WORTHS, first=8)
FIRST_FACILITY = table(
    "41.19318182 81.36363636 71.36363636 65.45454545 65.90909091 36.36363636 59.09090909 50 59.09090909 63.63636364 "
    "45.45454545 27.27272727 50"
)[0]
FIRST_SD = table(
    "1912.733589 251.2738111 322.6312277 333.4199022 337.5811591 492.3659639 503.2362797 511.7663157 503.2362797 "
    "492.3659639 509.6471914 455.8423058 511.7663157"
)[0]
"""In thousandths of a mark."""
FIRST_INDEX = table(
    "25.88327077 1.170256965 -4.207816809 28.16930644 -2.513606859 -12.99017581 -8.900638238 8.670004606 29.63337745 "
    "15.18945843 16.21079629 15.52451404 -8.396734802"
)[0]
FIRST_EFFICIENCY = table(
    "27.23492723 1.382386552 -4.691171307 31.12404354 -2.877487579 -17.5074184 -10.27568922 10.86956522 34.58997279 "
    "17.4790556 20.14359793 22.06477733 -10"
)[0]
FIRST_WEIGHT = table(
    "26.58464457 3.368456046 3.253955259 7.584083694 3.79658376 3.183278505 4.532356904 7.78856243 10.08351572 "
    "8.381139345 8.727645713 7.946277111 4.769500946"
)[0]

SECOND_MARKS = table(
    """
    1   1 1         1 1   0 1
    1   1 1         1 0.5 1 0
    1   1 1         1 0.5 0 1
    0   0 1         1 1   0 0
    1   0 1         0 0   1 0.5
    1   1 1         1 0.5 0 0.5
    0   1 1         1 0.5 1 0.5
    1   1 1         0 0.5 1 0.5
    1   0 1         1 1   1 1
    0   1 1         0 0.5 1 0.5
    0.8 0 1         1 0.5 1 0.5
    1   1 1         0 0.5 1 1
    1   0 1         1 0.5 1 0.5
    1   0 1         1 1   0 0.5
    0   0 1         1 0   1 1
    1   0 1         0 0.5 1 1
    0.8 0 1         1 0.5 0 1
    1   0 1         1 0   1 0.5
    1   0 1         1 0.5 0 0.5
    0   1 1         0 0.5 1 0
    1   1 0.3333333 1 0.5 0 0.5
    1   1 1         0 0.5 0 0.5
    1   1 1         1 0   1 0.5
    0   0 1         0 0.5 1 1
    0   0 1         1 1   1 1
    """
)
SECOND = responses(SECOND_MARKS, (1.0,) * 7)
SECOND_FACILITY = table("70.4 48 97.3333332 68 52 64 62")[0]
SECOND_SD = table("45.13682901 50.99019514 13.333334 47.60952286 30.55050463 48.98979486 33.1662479")[0]
SECOND_WEIGHT = table("21.2922742344 18.8979800309 4.443012573 18.9347251357 11.1450138688 9.8081339177 15.4788602394")[0]
SECOND_INDEX = table(
    "-7.0650767526 -28.8982125772 -9.1230674268 -22.6306444113 -17.6997047674 -45.3785178421 -5.6543166602"
)[0]
SECOND_EFFICIENCY = table(
    "-9.4550536967 -36.7834118938 -21.6545012165 -31.4411395613 -21.1794802584 -56.9365974439 -6.5043742058"
)[0]
SECOND_CONSISTENCY, SECOND_STANDARD_ERROR = -87.2230935542, 1.1106813066
