import sys

from parley_analysis.command import main

sys.exit(main())
