#!/usr/bin/env python3
"""Everything one does with this project, on any machine with Python 3.11: ./app help"""

import sys

HELP = """\
./app run [--port 8000] [--real]  start the product; on a fresh machine, set it up first
./app test [pytest arguments]     the whole suite from nothing: what CI runs
./app check                       format, lint, types, imports, migrations, settings
./app bench [N]                   measure it with N records
./app manage COMMAND ...          Django's command line on this installation
./app backup FILE                 keep everything of this installation in one file
./app restore FILE                put it back
./app lock [--upgrade]            write requirements/*.txt anew from *.in
./app help                        this"""


def main(arguments):  # no type hints here: an older Python must get as far as the sentence below
    if sys.version_info < (3, 11):  # noqa: UP036 (that is the point)
        print("✗ This needs Python 3.11 or later, found {}.{}.".format(*sys.version_info[:2]), file=sys.stderr)
        return 2
    from launch.commands import perform

    return perform(arguments, HELP)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
