"""``python -m mediawharf`` is the command ``mediawharf``."""

from mediawharf.cli.main import main

if __name__ == "__main__":
    main()
