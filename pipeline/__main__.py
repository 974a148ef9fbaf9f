"""`python -m pipeline` is `concord`."""

from pipeline.cli import main

main()
