"""What is said while a page's own modules load for the first time since the start of the server?

Streamlit draws nothing while a page imports. On a cold server that takes seconds, and an empty page looks broken.
"""

import sys
from importlib import import_module
from types import ModuleType

import streamlit as st


def loaded(name: str, words: str) -> ModuleType:
    """Import a module, saying so where it was not imported before.

    Args:
        name: The module.
        words: What is said meanwhile.
    """
    if name in sys.modules:
        return import_module(name)
    with st.spinner(words):
        return import_module(name)
