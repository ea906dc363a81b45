"""`workshop` without one feature of its patches of Streamlit: `python -m bench.without FEATURE serve ...`."""

import sys
from functools import partial

from workshop import streamlit_patches
from workshop.cli.main import main
from workshop.streamlit_patches import PATCHES, apply_patches

if __name__ == "__main__":
    left = tuple(patch for patch in PATCHES if patch.feature != sys.argv[1])
    streamlit_patches.apply_patches = partial(apply_patches, left)
    main(sys.argv[2:])
