"""The front end of the sheets: its sources, and their assembly into classic scripts for the page and
Jupyter."""
