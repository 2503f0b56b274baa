"""The style sheet, scripts, fonts and pictures of the screens: from static/src and the locked npm packages.

Everything goes to static/built, which is never committed. Nothing is done while nothing has changed.
"""

import hashlib
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

if __name__ == "__main__":  # `python launch/assets.py` puts launch/ on the path, not the project
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from launch.node import node_command, npm_command, npm_environment
from launch.processes import run
from launch.say import Stop

FONTS = ("latin-400-normal", "latin-700-normal", "latin-400-italic", "latin-700-italic")
MORE_FONTS = (
    "latin-ext-400-normal",
    "latin-ext-700-normal",
)  # fetched by a browser only for names such as Łucja
TYPEFACES = {
    "atkinson-hyperlegible": (*FONTS, *MORE_FONTS),
    "atkinson-hyperlegible-next": MORE_FONTS,  # on paper: it also has the letters of Welsh
}
SCRIPTS = (
    "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "@ministryofjustice/frontend/moj/moj-frontend.min.js",
    "signature_pad/dist/signature_pad.min.js",
)
SHEETS = ("app", "papers")  # of the screens, and of what is printed
MOJ_IMAGES = "@ministryofjustice/frontend/moj/assets/images"
SOURCE_MAP = re.compile(rb"\n?(//|/\*)# sourceMappingURL=[^\n*]*(\*/)?")
CSS_URL = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")


def build(root: Path, say: Callable[[str], None]) -> None:
    """Bring static/built up to date."""
    built, stamp = root / "static" / "built", _stamp(root)
    written = built / ".stamp"
    if written.is_file() and written.read_text() == stamp:
        return
    _install(root, say)
    say("making the style sheet and collecting scripts, fonts and pictures")
    fresh = root / "static" / ".building"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _copy(root, fresh)
    _compile(root, fresh)
    _check(fresh)
    (fresh / ".stamp").write_text(stamp)
    shutil.rmtree(built, ignore_errors=True)
    fresh.rename(built)


def _inputs(root: Path) -> Iterator[Path]:
    yield Path(__file__).resolve()
    yield root / "package.json"
    yield root / "package-lock.json"
    yield from sorted(path for path in (root / "static" / "src").rglob("*") if path.is_file())


def _stamp(root: Path) -> str:
    sums = hashlib.sha256()
    for path in _inputs(root):
        sums.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return sums.hexdigest()


def _install(root: Path, say: Callable[[str], None]) -> None:
    """Fetch the locked packages, unless the very same lock was installed before."""
    lock = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    installed = root / "node_modules" / ".installed"
    if installed.is_file() and installed.read_text() == lock:
        return
    say("fetching the packages the screens are built from")
    run(
        [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        why="The npm packages could not be fetched: read the lines above, then run the same command again.",
        env=npm_environment(),
        cwd=root,
    )
    installed.write_text(lock)


def _copy(root: Path, into: Path) -> None:
    source, packages = root / "static" / "src", root / "node_modules"
    shutil.copytree(source / "img", into / "img")
    shutil.copytree(source / "js", into / "js")
    (into / "js" / "app.js").rename(into / "app.js")
    for script in SCRIPTS:
        (into / Path(script).name).write_bytes(SOURCE_MAP.sub(b"", (packages / script).read_bytes()))
    (into / "fonts").mkdir()
    for typeface, faces in TYPEFACES.items():
        fonts = packages / "@fontsource" / typeface
        for face in faces:
            shutil.copy(fonts / "files" / f"{typeface}-{face}.woff2", into / "fonts")
        shutil.copy(fonts / "LICENSE", into / "fonts" / f"LICENSE-{typeface}.txt")


def _compile(root: Path, into: Path) -> None:
    run(
        [
            *node_command(),
            root / "node_modules" / "sass" / "sass.js",
            *(f"--load-path={root / folder}" for folder in (".", "node_modules")),
            "--style=compressed",
            "--no-source-map",
            "--quiet-deps",
            *(f"{root / 'static' / 'src' / 'scss' / name}.scss:{into / name}.css" for name in SHEETS),
        ],
        why="The style sheet could not be made: the lines above say where in static/src/scss.",
        cwd=root,
    )


def _check(into: Path) -> None:
    """Every file the style sheets name is there; pictures of MOJ components come as they are named."""
    sheet = "\n".join((into / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)
    if "GDS Transport" in sheet or "crest" in sheet:
        raise Stop("The style sheet carries another organisation's identity: look at static/src/scss/_vendor.scss.")
    for name in sorted({url for url in CSS_URL.findall(sheet) if not url.startswith(("data:", "#"))}):
        if (into / name).is_file():
            continue
        borrowed = into.parent.parent / "node_modules" / MOJ_IMAGES / Path(name).name
        if not borrowed.is_file():
            raise Stop(f"The style sheet names {name}, which is nowhere.")
        shutil.copy(borrowed, into / name)


if __name__ == "__main__":
    try:
        build(Path(__file__).resolve().parent.parent, print)
    except Stop as stop:
        sys.exit(f"✗ {stop}")
