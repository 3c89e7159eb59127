"""The course as data, and the checks over its content."""
