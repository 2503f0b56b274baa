"""Who may be shown at Larkfield Care: residents, staff and families, and what each of them decided. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass

# Their answers on the form, as the tablet asks them: nothing is answered that isn't here.
GLAD = {"photos": "yes", "words": "yes", "wall": "yes", "family": "yes", "website": "yes", "facebook": "yes"}
CAREFUL = {"photos": "yes", "wall": "yes", "newsletter": "yes", "facebook": "no"}


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody on the list of a home, and how far their decision has come."""

    name: str
    home: str
    ends: str = "not asked"
    answers: tuple[tuple[str, str], ...] = ()
    known_as: str = ""
    kind: str = "resident"
    ident: str = "I2"
    born: str = ""


def _yes(name: str, home: str, known_as: str = "", answers: dict[str, str] = GLAD, ident: str = "I2") -> Shown:
    return Shown(name, home, "in force", tuple(answers.items()), known_as, ident=ident)


def _no(name: str, home: str) -> Shown:
    return Shown(name, home, "no")


def _only(name: str, home: str) -> Shown:
    return Shown(name, home)


PEOPLE = (
    _yes("Joan Ashby", "Brindle Court", "Joan"),
    _yes("Ernest Quill", "Brindle Court", "Ernie", CAREFUL, "I1"),
    _no("Albert Venn", "Brindle Court"),
    _yes("Dilys Marchant", "Brindle Court"),
    Shown("Stanley Orme", "Brindle Court", "to sign off", tuple(GLAD.items())),
    Shown("Vera Lomax", "Brindle Court", "being filled in", tuple(CAREFUL.items())),
    _only("Winifred Tarn", "Brindle Court"),
    _only("Harold Pinn", "Brindle Court"),
    _yes("Edith Soames", "Brindle Court", "Edie"),
    _yes("Rosa Delmonte", "Brindle Court"),
    _yes("Mabel Frith", "Brindle Court"),
    _only("Reginald Oake", "Brindle Court"),
    Shown("Tim Oakes", "Brindle Court", kind="child", born="2017-05-14"),
    Shown("Carol Tarn", "Brindle Court", kind="family"),
    _yes("Percy Whitlow", "Alder House"),
    _no("Agnes Threlfall", "Alder House"),
    _yes("Olive Cardew", "Alder House", "Olly", CAREFUL, "I1"),
    _only("Norman Beasley", "Alder House"),
    _yes("Gwen Halloway", "Alder House"),
    _yes("Cyril Penhale", "Quayside Lodge"),
    _no("Ivy Trewin", "Quayside Lodge"),
    _only("Doris Angove", "Quayside Lodge"),
    _yes("Leonard Foy", "Thornmere", "Len"),
    _no("Elsie Garth", "Thornmere"),
    _only("Mavis Holroyd", "Thornmere"),
    _yes("Hamish Dunbar", "Merrowfield"),
    _only("Jean Abercorn", "Merrowfield"),
    _yes("Megan Prosser", "Plas Wennol"),
    _no("Idris Vaughan", "Plas Wennol"),
)
# Who goes through forms at each home; its Home Manager signs them off.
WHO_ASKS = {
    "Brindle Court": ("Jo Pettifer", "Moira Teasdale"),
    "Alder House": ("Kwame Lee-Boateng", "Clive Abara"),
    "Quayside Lodge": ("Bethan Crowle", "Joan Petherwick"),
    "Thornmere": ("Ayesha Bramwith", "Sunita Bell"),
    "Merrowfield": ("Morag Tennick", "Isla Drummore"),
    "Plas Wennol": ("Siân Maddern", "Anwen Tregarth"),
}
STAFF_WHO_AGREED = ("Hamza Yelland", "Maureen Tapp", "Ravi Saltern", "Owain Brace")
# What the pictures show: a name, the home, who is in it, and the colours of an invented scene.
PICTURES = (
    ("In the garden", "Brindle Court", ("Joan Ashby",), "Joan waters the tomatoes in a sunny garden."),
    ("Harvest supper", "Brindle Court", ("Dilys Marchant", "Joan Ashby"), "Two women at a laid table with bread."),
    ("Piano hour", "Alder House", ("Percy Whitlow",), "A man plays the piano by a window."),
    ("On the quay", "Quayside Lodge", ("Cyril Penhale",), "A man in a cap looks at the boats."),
    ("Summer fair", "Brindle Court", (), "A crowd at a summer fair, not yet named."),
)
