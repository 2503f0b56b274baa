"""References people read aloud: random, never in series (a gap in a series tells of a record one may not see)."""

import secrets

# No 0/O, 1/I/L, 5/S, U/V: none of them can be mistaken for another over a telephone.
ALPHABET = "2346789ABCDEFGHJKMNPQRTWXYZ"
LENGTH = 7


def new_reference(prefix: str) -> str:
    """A fresh reference such as ENQ-7K4M2DP: six random letters and one that checks them."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return f"{prefix}-{body}{check_letter(body)}"


def check_letter(body: str) -> str:
    """The letter that makes a mistyped or swapped pair show (weighted sum; the alphabet's length, 27, is odd)."""
    total = sum((place + 2) * ALPHABET.index(letter) for place, letter in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]


def is_well_formed(reference: str) -> bool:
    """Whether this could be one of ours: right letters and a check letter that agrees."""
    _, _, body = reference.strip().upper().partition("-")
    if len(body) != LENGTH or any(letter not in ALPHABET for letter in body):
        return False
    return check_letter(body[:-1]) == body[-1]
