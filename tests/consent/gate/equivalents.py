"""What can be broken in the gate and changes no answer, each with the reason: nothing else may go unnoticed."""

from __future__ import annotations

SAME = "whoever would answer there is the same whichever row is found"
NOT_COME_TO = "another row or the category of the use goes before it, so this cell is never come to"
OPEN_IN_THE_TEXT = "the text bears both answers"
ROWS_THAT_DECIDE_NOTHING = {
    "U4 care closed": NOT_COME_TO,
    "U4 family closed": NOT_COME_TO,
    "D17 care opened": NOT_COME_TO,
    "D17 care closed": NOT_COME_TO,
    "V-M-03 care opened": NOT_COME_TO,
    "V-M-03 care closed": NOT_COME_TO,
    "V-M-03 family opened": NOT_COME_TO,
    "V-M-03 family closed": NOT_COME_TO,
    "D11-X care opened": NOT_COME_TO,
    "D11-X care closed": NOT_COME_TO,
    "D11-X family opened": NOT_COME_TO,
    "D11-X family closed": NOT_COME_TO,
    "D3 care closed": OPEN_IN_THE_TEXT,
    "D13 care opened": OPEN_IN_THE_TEXT,
    "D13 care closed": OPEN_IN_THE_TEXT,
    "D13 family opened": OPEN_IN_THE_TEXT,
    "D13 family closed": OPEN_IN_THE_TEXT,
}
CONDITIONS_THAT_DECIDE_NOTHING: dict[str, str] = {}
