"""Words to fill enquiries with: a few very common, some medium, some rare, the rest spread as words are."""

from __future__ import annotations

import random

# How many of ten thousand enquiries hold each: these three are searched for.
COMMON, MEDIUM, RARE = ("residents", 4_000), ("flooding", 350), ("zeppelin", 28)
SENTENCES = 4_000
WORDS_IN_A_SENTENCE = 16
SAID_OFTEN = (
    "the council wants to know about a visit last week and whether the home will answer before Friday after calls from "
    "families staff rota agency nurses inspection rating report complaint food heating lift garden kitchen fire alarm "
    "closure sale fees funding petition campaign photograph minibus outing anniversary award volunteer choir school "
    "hospital ambulance discharge infection outbreak visitor ban lawsuit tribunal strike vacancy wage training refund"
)
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvw" for vowel in "aeiou"]
FIRST = ("Ada", "Ben", "Cara", "Dev", "Ella", "Finn", "Gita", "Hugh", "Isla", "Jon", "Kaya", "Liam", "Mina", "Noel")
LAST = ("Abbot", "Bland", "Crane", "Dale", "Ember", "Frost", "Giles", "Hart", "Ivory", "Joyce", "Keane", "Lowe", "Rudd")
TOWNS = ("Wexcombe", "Northmoor", "Larkfield", "Alderbury", "Tamsford", "Brindle", "Kestle", "Ottery")
KINDS = ("Courier", "Gazette", "Post", "Radio", "Herald", "Online", "Times", "Echo")
OUTLETS = [f"{town} {kind}" for town in TOWNS for kind in KINDS]


def sentences() -> list[str]:
    """The same sentences each time; a word's rank decides how often it occurs."""
    chance = random.Random(7)
    made = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4_000)]
    vocabulary = [*SAID_OFTEN.split(), *made]
    weights = [1 / (rank + 10) for rank in range(len(vocabulary))]
    return [" ".join(chance.choices(vocabulary, weights, k=WORDS_IN_A_SENTENCE)) for _ in range(SENTENCES)]


def names() -> list[str]:
    """Names of journalists."""
    return [f"{first} {last}" for first in FIRST for last in LAST]
