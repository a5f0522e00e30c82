# What is run while working, in the environment .venv. CI runs the same recipes: .ci/run.

# List the recipes
[private]
default:
    @'{{ just_executable() }}' --list --unsorted --justfile '{{ justfile() }}'

# Make .venv where there is none, and bring it up to date
setup:
    test -d .venv || python3 -m venv .venv
    .venv/bin/pip install -q -e '.[test,dev]'

# Run the tests, or some of them: just test tests/play, and what takes long: just test -m thorough
test *arguments:
    .venv/bin/pytest {{ arguments }}

# Run everything that must hold beside the tests
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/codespell
    .venv/bin/mypy
    .venv/bin/mypy --platform win32 --cache-dir .mypy_cache/win32 --package quiz
    .venv/bin/mypy --platform darwin --cache-dir .mypy_cache/darwin --package quiz
    .venv/bin/lint-imports
    .venv/bin/quiz bank check
    .venv/bin/quiz bank schema | diff - questions/bank.schema.json

# Draw the README's pictures anew, and all that the program draws into one page; or both into other folders
gallery pictures='docs' page='build/gallery':
    .venv/bin/python scripts/screenshots.py {{ pictures }}
    .venv/bin/python -m scripts.gallery {{ page }}

# Measure, or measure one thing: just bench --only key-press
bench *arguments:
    .venv/bin/python -m benchmarks {{ arguments }}

# Run all tests and say which lines of the program no process of theirs has run
coverage:
    .venv/bin/coverage erase
    .venv/bin/coverage run -m pytest -m ''
    .venv/bin/coverage combine --quiet
    .venv/bin/coverage report

# Make what schools without a package index are handed, and try it: a wheelhouse, a frozen folder, a list of what is in them
packages folder='dist':
    .venv/bin/python -m scripts.packages {{ folder }}
