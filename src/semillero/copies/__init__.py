"""Pages of the course for where nobody reads MyST: JupyterLab's working copies, and notebooks taken along."""
