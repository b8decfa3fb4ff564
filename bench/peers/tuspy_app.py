"""tuspyserver as its own documentation mounts it; run by uvicorn in the peers' environment, not in ours."""

import os

from fastapi import FastAPI
from tuspyserver import create_tus_router

app = FastAPI()
app.include_router(create_tus_router(files_dir=os.environ["TUS_FOLDER"], max_size=10 << 30))
