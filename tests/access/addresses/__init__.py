"""Every address of the product, room by room, and who gets what there (rules.py says how to read it).

One line for each name of the resolver; a step has one line for each of its verbs that is told apart here.
"""

from tests.access.addresses import approvals, consent, enquiries, ground, matters, pressroom, to_the_press, visits
from tests.access.addresses.rules import Refused, Rule

TABLE: dict[str, Rule] = (
    ground.TABLE
    | consent.TABLE
    | approvals.TABLE
    | matters.TABLE
    | pressroom.TABLE
    | to_the_press.TABLE
    | enquiries.TABLE
    | visits.TABLE
)
REFUSED: list[Refused] = approvals.REFUSED + pressroom.REFUSED + enquiries.REFUSED + visits.REFUSED
