"""Paper: the sheets as tagged PDF forms to print and fill in by hand."""
