"""Who gets what: the room of matters."""

from tests.access.addresses.rules import EVERYONE, Rule

TABLE: dict[str, Rule] = {
    # For everybody but the COO, and whom the COO named, there are no matters.
    "matters:list": Rule("coo"),
    "matters:open": Rule("coo"),
    "matters:stand_ins": Rule("coo"),
    "matters:end_stand_in": Rule(EVERYONE, 405, args="nobody"),
    "matters:break_glass": Rule("administrator"),
    "matters:matter": Rule("coo", args="matter"),
    "matters:find": Rule("coo", args="matter"),
    "matters:link": Rule("coo", args="matter subject"),
    "matters:part people": Rule("coo", args="matter link"),
    "matters:part named": Rule("", args="matter nobody"),
    "matters:part no-such-part": Rule("", args="matter link"),
    "matters:step close": Rule("coo", args="matter"),
    "matters:step name": Rule("coo", args="matter"),
    "matters:step no-such-verb": Rule("", args="matter"),
}
