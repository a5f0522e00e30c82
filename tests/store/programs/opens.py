"""Opens each store whose path comes in on a line, signs somebody in, and answers with a line: well, or what was wrong."""

import sys

from quiz.store.errors import StoreError
from quiz.store.store import open_store


def main(name: str) -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            store = open_store(line.strip())
            store.sign_in(name, "", 1)
            store.close()
            print("well", flush=True)
        except StoreError as error:
            print(error, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
