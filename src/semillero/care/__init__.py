"""What protects people: the JupyterLab that leaves no traces."""
