"""The README's commands are the ones that are really run."""

from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_ci_runs_the_readmes_test_command_word_for_word() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tests = readme.split("## Tests", 1)[1]
    command = tests.split("```sh\n", 1)[1].split("\n```", 1)[0]
    assert command.endswith("pytest")
    assert command in map(str.strip, (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines())
