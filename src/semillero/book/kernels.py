"""The kernels of the labs, two editions side by side: each listens at files of its own, so no two get the
same port."""

import os
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.paths import jupyter_runtime_dir


class ByFiles(LocalProvisioner):
    """How Jupyter starts a kernel here: its five sockets are files. Known to Jupyter by our
    pyproject.toml."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        manager: Any = self.parent
        manager.transport, manager.ip = "ipc", str(Path(jupyter_runtime_dir()) / self.kernel_id)
        return await super().pre_launch(**kwargs)


def kernels(folder: Path) -> dict[str, str]:
    """Environment variables with which Jupyter starts such kernels: their files lie in ``folder``, whose path
    must be short."""
    files = {} if os.name == "nt" else {"JUPYTER_DEFAULT_PROVISIONER_NAME": "semillero-by-files"}
    return {"JUPYTER_RUNTIME_DIR": str(folder)} | files
