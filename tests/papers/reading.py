"""What somebody hears who has a PDF read aloud: its words in the order of its structure, drawings by their titles."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

BFCHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
Spoken = dict[tuple[int, int], str]  # (page, mark) -> words


def heard(pdf: bytes) -> str:
    """All of it, one space between one element and the next."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        marked: Spoken = {}
        numbers = {page.obj.objgen: number for number, page in enumerate(paper.pages)}
        for number, page in enumerate(paper.pages):
            for mark, words in _marked(page):
                marked[number, mark] = marked.get((number, mark), "") + words
        return " ".join(" ".join(_walk(paper.Root.StructTreeRoot, marked, numbers, 0)).split())


def _walk(element: Any, marked: Spoken, numbers: dict[Any, int], page: int) -> Iterator[str]:
    if isinstance(element, int):
        yield marked.get((page, element), "")
    elif isinstance(element, pikepdf.Array):
        for kid in element:
            yield from _walk(kid, marked, numbers, page)
    elif isinstance(element, pikepdf.Dictionary):
        if "/Pg" in element:
            page = numbers[element.Pg.objgen]
        if "/Alt" in element:
            yield f"[{element.Alt}]"
        elif "/K" in element:
            yield from _walk(element.K, marked, numbers, page)


def _marked(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The words of a page, each with the mark that the structure knows it by."""
    alphabets = {str(name): _alphabet(font) for name, font in page.Resources.get("/Font", {}).items()}
    marks: list[int | None] = []
    alphabet: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                about = operands[1]
                marks.append(int(about["/MCID"]) if "/MCID" in about else None)
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                alphabet = alphabets[str(operands[0])]
            case "Tj" | "TJ" if marks and marks[-1] is not None:
                runs = operands[0] if str(operator) == "TJ" else [operands[0]]
                yield marks[-1], "".join(_said(bytes(run), alphabet) for run in runs if isinstance(run, pikepdf.String))


def _alphabet(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes()
    return {int(code, 16): bytes.fromhex(word.decode()).decode("utf-16-be") for code, word in BFCHAR.findall(table)}


def _said(run: bytes, alphabet: dict[int, str]) -> str:
    codes = (int.from_bytes(run[at : at + 2], "big") for at in range(0, len(run), 2))
    return "".join(alphabet.get(code, "") for code in codes)
