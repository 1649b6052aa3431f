"""Asks jmespath.py, the reference, for the answers that `--query` is held against.

    apt-get install python3-jmespath
    /usr/bin/python3 test/record/jmespath-answers.py [HOW MANY MUTATIONS]

Documents and expressions stand in fixtures/jmespath; an expression that is new there needs no answer yet. Damaged
expressions are made of them by dice, which are always the same.
"""

import json
import math
import random
import sys
from pathlib import Path

import jmespath

folder = Path(__file__).parents[2] / "fixtures" / "jmespath"
scraps = [*"abx_.,:;[](){}?*@&|!<>='\"`\\ 0129-+/$#%~é日𠮷", "[]", "[*]", "[?", "||", "&&", "==", "`1`", "'a'", "..", "&x"]
scraps += ["length(", "sort_by(", "foo(", "null"]


def is_json(value):
    if isinstance(value, list):
        return all(map(is_json, value))
    if isinstance(value, dict):
        return all(map(is_json, value.values()))
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, (str, int, bool))


def answer(document, expression):
    try:
        read = jmespath.compile(expression)
    except Exception as fault:
        return {"unread": type(fault).__name__}
    try:
        value = read.search(document)
    except Exception as fault:
        return {"failed": type(fault).__name__}
    return {"value": value} if is_json(value) else {"failed": "NoJson"}


def damage(dice, expression, others):
    at = dice.randrange(len(expression))
    until = dice.randrange(len(expression))
    other = dice.choice(others)
    return dice.choice(
        [
            expression[:at] + expression[at + 1 :],
            expression[:at] + dice.choice(scraps) + expression[at:],
            expression[:at] + dice.choice(scraps) + expression[at + 1 :],
            expression[:at],
            expression[: min(at, until)] + expression[max(at, until) :],
            expression[:at] + other[dice.randrange(len(other)) :],
            expression[:at] + expression[at + 1 : at + 2] + expression[at : at + 1] + expression[at + 2 :],
        ]
    )


def mutations(asked, count):
    dice = random.Random(20261201)
    others = [expression for _, expression in asked]
    known = set(others)
    while count > 0:
        name, expression = dice.choice(asked)
        for _ in range(dice.choice([1, 1, 1, 2, 3])):
            expression = damage(dice, expression, others) if expression else expression
        if expression not in known:
            known.add(expression)
            count -= 1
            yield name, expression


def write(name, documents, asked):
    lines = [
        json.dumps([document, expression, answer(documents[document], expression)], ensure_ascii=False)
        for document, expression in asked
    ]
    (folder / name).write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


documents = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
asked = [tuple(line[:2]) for line in json.loads((folder / "answers.json").read_text(encoding="utf-8"))]
write("answers.json", documents, asked)
write("mutations.json", documents, mutations(asked, int(sys.argv[1]) if len(sys.argv) > 1 else 600))
