"""Jupyter Book's own command, started as a module of the environment that runs us."""

from jupyter_book.cli.main import main

if __name__ == "__main__":
    main()
