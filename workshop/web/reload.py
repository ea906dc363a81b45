"""A message that makes an open page load itself anew."""

import functools

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@functools.cache
def load_anew() -> bytes:
    """What Streamlit's page takes for "go to this address": an empty one, which is where it is."""
    message = ForwardMsg()
    message.auth_redirect.url = ""
    message.auth_redirect.SetInParent()
    return bytes(message.SerializeToString())
