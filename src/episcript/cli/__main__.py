"""`python -m episcript.cli`: the command line without an installed script."""

import sys

from episcript.cli import main

sys.exit(main())
